import { Component, onWillUnmount, onWillUpdateProps, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { isSentence, getSentence } from "../refusal";

/** Typing has paused, the candidate too: time to think of the next question. */
export const SUGGEST_DELAY = 1500;

/** What to ask next when the answer is vague. Looks at the words as they are typed, or when asked to. */
export class FollowupBox extends Component {
    static template = "hr_ai_interview.FollowupBox";
    static props = { answer: Object, text: String, lang: String, suggest: Function };

    setup() {
        this.state = useState({ followups: this.props.answer.followups, wasAsked: false, problem: "" });
        onWillUpdateProps(({ text }) => {
            if (text !== this.props.text) {
                this.state.wasAsked = false;
                browser.clearTimeout(this.timer);
                this.timer = browser.setTimeout(() => text.trim() && this.lookQuietly(), SUGGEST_DELAY);
            }
        });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    async ask() {
        browser.clearTimeout(this.timer);
        try {
            await this.look();
            this.state.wasAsked = true;
        } catch (error) {
            if (!isSentence(error)) {
                throw error;
            }
            this.state.problem = getSentence(error);
        }
    }

    /** Nobody asked, so nobody is told why there is no suggestion. */
    async lookQuietly() {
        try {
            await this.look();
        } catch (error) {
            if (!(error instanceof RPCError || error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }

    async look() {
        this.state.problem = "";
        const { text } = this.props;
        const { followups } = await this.props.suggest(this.props.answer);
        // Words typed meanwhile may have said it.
        if (text === this.props.text) {
            this.state.followups = followups;
        }
    }
}
