import { Component, useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Shows nothing: loads its record anew when the server says that a task it is about has moved on.
 *
 * On a Char it is about the tasks of a batch, on a Many2one or an id about that one task. What the user has typed
 * and not saved is never thrown away for it.
 */
export class TaskWatch extends Component {
    static template = "hr_ai_interview.TaskWatch";
    static props = { ...standardFieldProps };

    setup() {
        const notices = useService("interview_ai_notice");
        useEffect(
            (key) =>
                key
                    ? notices.watch({
                          isAbout: ({ task_id, batch }) => [task_id, batch].includes(key),
                          onMessage: () => this.reload(),
                      })
                    : undefined,
            () => [this.key]
        );
    }

    /** Id of the task or name of the batch; false when there is none yet. */
    get key() {
        const value = this.props.record.data[this.props.name];
        return (value && typeof value === "object" ? value.id : value) || false;
    }

    async reload() {
        // Messages come faster than records load: one more load at the end says it all.
        this.isBehind = true;
        if (this.isLoading || this.props.record.dirty) {
            return;
        }
        this.isLoading = true;
        try {
            while (this.isBehind) {
                this.isBehind = false;
                await this.props.record.load();
            }
        } finally {
            this.isLoading = false;
        }
    }
}

export const taskWatch = {
    component: TaskWatch,
    displayName: _t("Watch an AI task"),
    supportedTypes: ["char", "integer", "many2one"],
};

registry.category("fields").add("interview_task_watch", taskWatch);
