from odoo import api, fields, models
from odoo.addons.hr_ai_interview.models.hr_interview_recording import MAX_COMMENT, MAX_NOTE
from odoo.exceptions import UserError

VIEW_KEYS = frozenset({"ratings", "kpis", "summary"})
RATING_KEYS = frozenset({"rating_id", "score", "comment", "status"})
KPI_KEYS = frozenset({"line_id", "actual", "comment", "status"})


class HrInterviewAppraisalForm(models.AbstractModel):
    """Filling in the two views: each is one person's, written through these methods and nothing else.

    Employee and manager have no right to write any of these records. Each method checks who calls and whose
    turn it is; then it writes in superuser mode, all rows of a call or none.
    """

    _name = "hr.interview.appraisal.form"
    _description = "Views of an Appraisal"

    def save_view(self, values):
        """Keep the caller's view as a draft; one appraisal.

        :param dict values: ``ratings`` [{"rating_id","score": 0-10/false,"comment"}], ``score`` false is
            "not assessed" and ``"status": "none"`` takes a rating back; ``kpis`` [{"line_id","actual":
            number/false,"comment"}], of the manager's view only, false is "not measured", ``"status":
            "none"`` as above; ``summary`` text
        :return: {"appraisal_id","saved": number of rows}
        :raise UserError: not the caller's turn, unknown key, no score, a row of another appraisal
        """
        self.ensure_one()
        view = self._check_my_view()
        return {"appraisal_id": self.id, "saved": self._save_view(view, values)}

    def submit_view(self, values=False):
        """Keep the caller's view and, when nothing is missing, hand the appraisal on; one appraisal.

        :param dict values: as for ``save_view``; left out submits what was saved before
        :return: {"appraisal_id","submitted","missing": [{"rating_id" or "line_id","code","message"}]};
            ``code`` is "score", "comment" (required at 2 and below, 9 and above) or "actual". Incomplete:
            nothing is handed on.
        """
        self.ensure_one()
        view = self._check_my_view()
        if view == "kpis":
            raise UserError(self.env._("The manager submits this view."))
        self._save_view(view, values)
        # Superuser: the fields of the state are closed; the right was checked.
        appraisal = self._as_system()
        if missing := appraisal._get_missing(view):
            return {"appraisal_id": self.id, "submitted": False, "missing": missing}
        appraisal._mark_submitted(view)
        return {"appraisal_id": self.id, "submitted": True, "missing": []}

    # --- whose view ------------------------------------------------------------------------------

    def _get_my_view(self):
        """Return what the user may write now: "self", "manager", "kpis" or False.

        While the manager writes, HR may enter the figures of the KPIs, and writes the whole view where the
        manager has no login. Nobody in HR does either in their own appraisal.
        """
        user = self.env.user
        if self.state == "self":
            return "self" if self.employee_user_id == user else False
        if self.state != "manager" or self.employee_user_id == user:
            return False
        if self.manager_user_id == user:
            return "manager"
        if not self._is_hr():
            return False
        return "kpis" if self.sudo().manager_user_id.active else "manager"

    def _check_my_view(self):
        self.check_access("read")
        # Whoever changes the state at the same time goes first or after: a view is not written once it is in.
        self._as_system().lock_for_update(allow_referencing=True)
        view = self._get_my_view()
        if not view:
            raise UserError(
                self.env._("It is not your turn to write in the appraisal %(name)s.", name=self.display_name)
            )
        return view

    # --- storing ---------------------------------------------------------------------------------

    def _save_view(self, view, values):
        values = self.env["hr.interview.drafting"]._clean_option_keys(values, VIEW_KEYS)
        appraisal = self._as_system()
        if "kpis" in values and view == "self":
            raise UserError(self.env._("What was reached of the KPIs is entered by the manager."))
        if view == "kpis" and values.keys() - {"kpis"}:
            raise UserError(self.env._("The manager writes this view; HR can enter the figures of its KPIs."))
        ratings, kpis = values.get("ratings") or [], values.get("kpis") or []
        pairs = self._match_rows(ratings, RATING_KEYS, "rating_id", appraisal.rating_ids)
        lines = self._match_rows(kpis, KPI_KEYS, "line_id", appraisal.kpi_ids)
        saved = len(pairs) + len(lines)
        # Everything is checked before anything is written.
        rating_vals = [(rating, rating._clean_view(view, row)) for rating, row in pairs]
        kpi_vals = [(line, line._clean_actual(row)) for line, row in lines]
        for record, vals in rating_vals + kpi_vals:
            record.write(vals)
        if "summary" in values:
            appraisal[f"{view}_summary"] = self._clean_words(values["summary"], MAX_NOTE)
            saved += 1
        return saved

    @api.model
    def _match_rows(self, rows, known, key, records):
        """Return [(record, row)]: each row names one of the records, none twice."""
        recording = self.env["hr.interview.recording"]
        rows = recording._clean_rows(rows, known)
        by_id = {record.id: record for record in records}
        pairs = []
        for row in rows:
            wanted = recording._clean_id(row, key)
            if wanted not in by_id:
                raise UserError(self.env._("Row %s is not part of this appraisal.", wanted))
            pairs.append((by_id[wanted], row))
        recording._refuse_twice([record.id for record, _row in pairs])
        return pairs

    @api.model
    def _clean_words(self, text, most=MAX_COMMENT):
        """Return a text of a person, False for an empty one."""
        if text is None or text is False:
            return False
        if not isinstance(text, str) or len(text) > most:
            raise UserError(self.env._("A comment is a text of at most %s characters.", most))
        # PostgreSQL stores neither NUL nor half a surrogate pair.
        return text.replace("\x00", "").encode("utf-8", "replace").decode().strip() or False

    def _get_missing(self, view):
        """Return what keeps a view from being submitted."""
        missing = [row for rating in self.rating_ids if (row := rating._get_missing(view))]
        if view == "manager":
            missing += [row for line in self.kpi_ids if (row := line._get_missing())]
        return missing

    def _mark_submitted(self, view):
        """Hand the appraisal on, and tell who comes next."""
        now = fields.Datetime.now()
        if view == "self":
            self.write({"state": "manager", "self_date": now})
            self._log_step(self.env._("The employee's view is in."))
        else:
            self.write(
                {
                    "state": "calibration",
                    "manager_date": now,
                    "was_open": True,
                    "rater_user_id": self.env.uid,
                }
            )
            self._log_step(self.env._("The manager's view is in; both are open now."))
        self._plan_turn()

    def _clear_view(self, view):
        """Take what somebody drafted out again."""
        appraisal = self._as_system()
        appraisal.rating_ids._clear_view(view)
        appraisal[f"{view}_summary"] = False
        if view == "manager":
            appraisal.kpi_ids._clear_actual()
