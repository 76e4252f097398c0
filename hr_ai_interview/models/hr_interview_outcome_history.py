from odoo import api, models
from odoo.fields import Command, Domain

from ..engine.outcome import weighted_mean

#: Parts of an outcome that are no KPI, with the fields that hold them; the first tells whether it is there.
PLAIN_PARTS = {
    "rating": ("rating", "rater_user_id"),
    "probation": ("probation",),
    "award": ("award",),
    "exit": ("departure_reason_id", "is_involuntary"),
}
#: Weighted means of ones come out a hair below one.
ROUNDING = 1e-9
LINE_FIELDS = ("target", "has_target", "actual", "direction", "weight", "attainment", "is_met")


class HrInterviewOutcomeHistory(models.AbstractModel):
    """How statements about one hire and window follow each other.

    One of them is current. A new statement supersedes it: what it says is taken from it, and what *another*
    source had said and this one leaves out stays in force (a KPI system that knows no rating does not wipe
    the appraisal's). ``origins`` keeps who said which part, so that a source that takes something back takes
    back its own only.

    A statement is handled as a node: ``{"key","ident","fingerprint","parts","origins","flag","record"}``.
    """

    _name = "hr.interview.outcome.history"
    _description = "History of Outcomes"

    @api.model
    def _get_key(self, vals):
        return vals["employee_id"], vals["window_days"]

    @api.model
    def _get_ident(self, vals):
        """Return what a statement is known again by: its external id, else hire, window, source, person."""
        if vals["external_id"]:
            return vals["company_id"], vals["external_id"]
        return *self._get_key(vals), vals["source"], vals["recorder_id"]

    @api.model
    def _get_origin(self, vals):
        """Return who says a part: what one of them leaves out, it takes back; of others it stays in force.

        All appraisals are one, so that the last of several years does not mix with those before. Own entries
        are the person's: HR adds an exit reason, and the manager's figures stay.
        """
        if vals["external_id"] and vals["source"] != "appraisal":
            return f"id:{vals['external_id']}"
        person = f":{vals['recorder_id']}" if vals["source"] == "manual" else ""
        return f"source:{vals['source']}{person}"

    @api.model
    def _find_stored(self, vals_list):
        """Return what is stored: {identity: its last statement}, {hire and window: the current one}."""
        names = {vals["external_id"] for vals in vals_list if vals["external_id"]}
        hires = {vals["employee_id"] for vals in vals_list}
        domain = Domain("employee_id", "in", list(hires)) | Domain("external_id", "in", list(names))
        seen, current = {}, {}
        for outcome in self.search(domain, order="id"):
            node = outcome._to_node()
            seen[node["ident"]] = node
            if outcome.is_current:
                current[node["key"]] = node
        return seen, current

    def _to_node(self):
        self.ensure_one()
        names = ("window_days", "external_id", "source")
        vals = {
            "employee_id": self.employee_id.id,
            "company_id": self.company_id.id,
            "recorder_id": self.recorder_id.id,
            **{name: self[name] for name in names},
        }
        parts = {
            f"kpi:{line.kpi_id.id}": {"kpi_id": line.kpi_id.id, **{name: line[name] for name in LINE_FIELDS}}
            for line in self.line_ids
        }
        for part, (first, *_others) in PLAIN_PARTS.items():
            # A rating of 0 is one; the others are there when they are not empty.
            if (self[first] is not False) if part == "rating" else self[first]:
                parts[part] = self._get_part_vals(part)
        return {
            "key": self._get_key(vals),
            "ident": self._get_ident(vals),
            "fingerprint": self.fingerprint,
            "parts": parts,
            "origins": self.origins or {},
            "flag": self.is_rater_interviewer,
            "record": self,
        }

    def _get_part_vals(self, part):
        return {
            name: self[name].id if self._fields[name].relational else self[name] for name in PLAIN_PARTS[part]
        }

    @api.model
    def _compose(self, vals, parts, fingerprint, previous):
        """Return the node of a new statement: its own parts, and those of other sources that stay."""
        ident = self._get_ident(vals)
        origin = self._get_origin(vals)
        kept = {
            part: value
            for part, value in (previous["parts"] if previous else {}).items()
            if part not in parts and previous["origins"].get(part) != origin
        }
        merged = {**kept, **parts}
        lines = [value for part, value in merged.items() if part not in PLAIN_PARTS]
        mean = weighted_mean(
            [(None if line["attainment"] is False else line["attainment"], line["weight"]) for line in lines]
        )
        flag = vals["is_rater_interviewer"] or bool(kept and previous["flag"])
        origins = {**{part: previous["origins"].get(part) for part in kept}, **dict.fromkeys(parts, origin)}
        plain = [value for part, value in merged.items() if part in PLAIN_PARTS]
        return {
            "key": self._get_key(vals),
            "ident": ident,
            "fingerprint": fingerprint,
            "parts": merged,
            "origins": origins,
            "flag": flag,
            "record": None,
            "previous": previous,
            "vals": {
                **vals,
                **{name: value for part in plain for name, value in part.items()},
                "line_ids": [Command.create(line) for line in lines],
                "attainment": False if mean is None else mean,
                "is_met": False if mean is None else ("met" if mean >= 1 - ROUNDING else "missed"),
                "is_rater_interviewer": flag,
                "origins": origins,
                "fingerprint": fingerprint,
            },
        }

    @api.model
    def _store_nodes(self, nodes):
        """Create what is new; of each hire and window the last statement is the current one."""
        last = {node["key"]: node for node in nodes}
        replaced = [node["previous"]["record"] for node in nodes if node["previous"]]
        old = self.browse([record.id for record in replaced if record])
        old.is_current = False
        # Before the rows that take their place: only one of them may be in force.
        old.flush_recordset(["is_current"])
        records = self.create([{**node["vals"], "is_current": last[node["key"]] is node} for node in nodes])
        for node, record in zip(nodes, records, strict=True):
            node["record"] = record
            if node["previous"]:
                node["previous"]["record"].superseded_by_id = record
        # What the database refuses shows here, inside the savepoint of the caller.
        self.flush_model()
        self.env["hr.interview.outcome.request"]._close(last)
