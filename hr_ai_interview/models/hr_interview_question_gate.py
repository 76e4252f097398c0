from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..engine import known_country, lint_text
from ..engine.textdiff import diff_parts

VERDICTS = ("relevance", "reasonableness", "culture")
DECISIONS = ("approve", "edit", "reject")
VERDICT_KEYS = {*VERDICTS, "decision", "text", "lang", "reason", "revision"}
LINTED_FIELDS = ("text", "probes", "opening_line", "turns")


class HrInterviewQuestionGate(models.AbstractModel):
    """The review gate: the only way into state "approved".

    Business rules
    1. Only members of the reviewer group give verdicts; Administrator does not imply it.
    2. An approval counts for one language and for the words as they are now (content_revision).
    3. A finding of severity "block" in those words stops the approval, whoever approves.
    4. With four-eyes on, whoever wrote or edited the words cannot be their only approver.
    5. A planted question never gets in: an approval retires it and counts as a miss.
    """

    _name = "hr.interview.question.gate"
    _description = "Review Gate of Questions"

    # --- wording check ---------------------------------------------------------------------------

    @api.model
    def lint_text(self, text, lang, country=False):
        """Check the wording of a question. Nothing is stored.

        :param str text: the question
        :param str lang: language of the text ("en", "zh", "ja_JP", ...)
        :param str country: ISO code, in any case, of the country whose law counts; default: the
            company's. A country without rules of its own gets the rules that hold everywhere
        :return: [{"code","category","severity","start","end","excerpt","message","rewrite"}], with
            ``text[start:end] == excerpt`` in code points and severity "block", "warn" or "info"
        :raise UserError: unknown language, a country that is no ISO code, or text that is no text
        """
        self.browse().check_access("read")
        if not isinstance(text, str):
            raise UserError(self.env._("The text to check has to be a string."))
        if country and not (isinstance(country, str) and known_country(country)):
            raise UserError(self.env._("The country has to be an ISO code such as CN or US."))
        lang = self.env["hr.interview.lang"].normalise(lang)
        country = country or self.env.company._get_law_country()
        return [self._finding_to_dict(f) for f in lint_text(text, lang, country or None)]

    @api.model
    def _finding_to_dict(self, finding):
        return {
            "code": finding.code,
            "category": finding.category,
            "severity": finding.severity,
            "start": finding.start,
            "end": finding.end,
            "excerpt": finding.excerpt,
            "message": finding.message,
            "rewrite": finding.rewrite,
            "basis": finding.basis,
        }

    def _lint_findings(self, lang=None):
        """Return [(field name, Finding)] for everything of this question that a candidate hears."""
        self.ensure_one()
        lang = lang or self.lang
        if not lang:
            return []
        question = self.with_context(lang=self.env["hr.interview.lang"].reading_code(lang))
        country = self.sudo().company_id._get_law_country()
        return [
            (name, finding)
            for name in LINTED_FIELDS
            if question[name]
            for finding in self._lint_field(name, question[name], lang, country)
        ]

    @api.model
    def _lint_field(self, name, text, lang, country):
        """Only the question itself is checked for form; probes and lines may be short or closed."""
        findings = lint_text(text, lang, country)
        if name == "text":
            return findings
        return [f for f in findings if f.category in ("protected", "proxy", "tone", "leading")]

    # --- review ----------------------------------------------------------------------------------

    def action_submit(self):
        """Hand drafts over to the reviewers."""
        self.check_access("write")
        # sudo: the state is a closed field; write access was checked.
        self.filtered(lambda q: q.state == "draft").sudo().write({"state": "review"})
        return True

    def action_review(self):
        """Open the review of the selected questions, one after the other."""
        return {
            "type": "ir.actions.client",
            "tag": "hr_ai_interview.review",
            "name": self.env._("Review questions"),
            "params": {"question_ids": self.filtered(lambda q: q.state in ("draft", "review")).ids},
        }

    def submit_review(self, verdict):
        """Give a verdict on each of these questions.

        :param dict verdict: {"relevance": 1-5, "reasonableness": 1-5, "culture": 1-5,
            "decision": "approve"/"edit"/"reject", "text"?: the edited question, "lang"?: language the
            verdict is about (default: the one it was written in), "reason"?: needed to reject,
            "revision"?: content revision the reviewer saw; refused when the words changed since}
        :return: [{"question_id","state","version"}] in the order of the records. An edit of an
            approved question answers with its successor.
        :raise AccessError: the caller is no reviewer or may not read a question
        :raise UserError: a verdict that cannot be given; nothing is written then
        """
        if not self.env.user.has_group("hr_ai_interview.group_reviewer"):
            raise AccessError(
                self.env._(
                    "Only a reviewer of AI content may give a verdict. Ask an administrator for that right."
                )
            )
        self.check_access("read")
        verdict = self._clean_verdict(verdict)
        try:
            self.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Another reviewer is deciding on one of these questions just now. Try again.")
            ) from error
        return [question._review_one(verdict) for question in self]

    def _clean_verdict(self, verdict):
        """Return a checked copy of ``verdict``; raise UserError with a sentence for anything off."""
        if not isinstance(verdict, dict):
            raise UserError(self.env._("A verdict is a set of named values."))
        if unknown := sorted(set(map(str, verdict)) - VERDICT_KEYS):
            raise UserError(self.env._("Unknown entry in the verdict: %(keys)s.", keys=", ".join(unknown)))
        for key in VERDICTS:
            value = verdict.get(key)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 5:
                raise UserError(
                    self.env._("The verdict on %(key)s has to be a whole number from 1 to 5.", key=key)
                )
        decision = verdict.get("decision")
        if decision not in DECISIONS:
            raise UserError(self.env._("A decision is one of: approve, edit, reject."))
        reason, text = verdict.get("reason") or "", verdict.get("text") or ""
        if not isinstance(reason, str) or not isinstance(text, str):
            raise UserError(self.env._("Reason and text of a verdict have to be strings."))
        if decision == "reject" and not reason.strip():
            raise UserError(self.env._("Say why you reject this question."))
        if decision == "edit" and not text.strip():
            raise UserError(self.env._("An edit needs the new text of the question."))
        lang = verdict.get("lang")
        return {
            **verdict,
            "reason": reason.strip(),
            "text": text.strip(),
            "lang": self.env["hr.interview.lang"].normalise(lang) if lang else False,
        }

    def _review_one(self, verdict):
        self.ensure_one()
        lang = verdict["lang"] or self.lang
        question = self.with_context(lang=self.env["hr.interview.lang"].odoo_code(lang))
        if question.state == "retired":
            raise UserError(self.env._("%(code)s is retired; there is nothing to decide.", code=self.code))
        if verdict.get("revision") not in (None, False, question.content_revision):
            raise UserError(
                self.env._(
                    "%(code)s was changed by somebody since you opened it. Read it again first.",
                    code=self.code,
                )
            )
        if verdict["decision"] == "approve" and not question._is_written_in(lang):
            raise UserError(self.env._("%(code)s has no text in %(lang)s yet.", code=self.code, lang=lang))
        # sudo: only the gate writes reviews and states; the caller's group was checked.
        result = getattr(question.sudo(), f"_gate_{verdict['decision']}")(verdict, lang)
        return {"question_id": result.id, "state": result.state, "version": result.version}

    def _is_written_in(self, lang):
        """Tell whether somebody wrote the question in ``lang``.

        English always has a value in the database: a copy of the original where nobody translated it.
        """
        stored = self._fields["text"]._get_stored_translations(self.sudo()) or {}
        lang_model = self.env["hr.interview.lang"]
        text = stored.get(lang_model.odoo_code(lang))
        if lang == self.lang:
            return bool(text)
        return text not in (None, "", stored.get(lang_model.storage_code(self.lang)))

    def _gate_approve(self, verdict, lang):
        blocked = [f for _name, f in self._lint_findings(lang) if f.severity == "block"]
        if blocked:
            raise UserError(
                self.env._(
                    "%(code)s cannot be approved: %(findings)s",
                    code=self.code,
                    findings=" ".join(f"“{f.excerpt}”: {f.message}" for f in blocked[:3]),
                )
            )
        self._log_review(verdict, lang)
        if self.is_seeded:
            self._retire("planted", flaw=self.seeded_flaw or "")
        elif self._has_enough_approvals(lang):
            odoo_lang = self.env["res.lang"]._lang_get(self.env["hr.interview.lang"].odoo_code(lang))
            self.write({"state": "approved", "approved_lang_ids": [fields.Command.link(odoo_lang.id)]})
            self._note_rubric()
            self._retire_previous()
        else:
            self.write({"state": "review"})
        return self

    def _gate_edit(self, verdict, lang):
        before = self.text
        odoo_lang = self.env["res.lang"]._lang_get(self.env["hr.interview.lang"].odoo_code(lang))
        target = self
        if self.state == "approved" and odoo_lang in self.approved_lang_ids:
            target = self._make_successor({"text": verdict["text"]}).sudo()
        else:
            if self.state == "approved":
                self._note_translation([odoo_lang.code])
            else:
                self._note_edit()
            if lang == self.lang:
                self.with_context(interview_gate=True).write({"text": verdict["text"]})
            else:  # a further language: the original keeps its words, its English copy ends here
                self._update_field_translations("text", {odoo_lang.code: verdict["text"]})
        self._log_review(verdict, lang, before=before, after=verdict["text"])
        if target.state == "draft":
            target.write({"state": "review"})
        return target

    def _gate_reject(self, verdict, lang):
        """Retire the question; a verdict on a further language leaves the approved ones alone."""
        self._log_review(verdict, lang)
        if self.state != "approved" or lang == self.lang or lang in self._get_approved_langs():
            self._retire("rejected", reason=verdict["reason"])
        return self

    def _get_approved_langs(self):
        normalise = self.env["hr.interview.lang"].normalise
        return {normalise(code) for code in self.approved_lang_ids.mapped("code")}

    def _check_officer(self):
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_user"):
            raise AccessError(self.env._("Only a recruitment officer may decide this."))
        self.check_access("write")

    def _log_review(self, verdict, lang, before=False, after=False):
        findings = [f.code for _name, f in self._lint_findings(lang)]
        return self.env["hr.interview.question.review"].create(
            {
                "question_id": self.id,
                "reviewer_id": self.env.uid,
                "content_revision": self.content_revision,
                "lang": lang,
                **{key: verdict[key] for key in VERDICTS},
                "decision": verdict["decision"],
                "reason": verdict["reason"],
                "text_before": before,
                "text_after": after,
                # Once somebody edited it the flaw may be gone: only the first look counts.
                "was_seeded": self.is_seeded and "edit" not in self.review_ids.mapped("decision"),
                "lint_summary": ", ".join(dict.fromkeys(findings)),
            }
        )

    def _has_enough_approvals(self, lang):
        """Four-eyes: somebody other than the person whose words these are has to approve."""
        approvers = self.review_ids.filtered(
            lambda r: (
                r.decision == "approve" and r.content_revision == self.content_revision and r.lang == lang
            )
        ).reviewer_id
        if not self._wants_four_eyes():
            return bool(approvers)
        odoo_lang = self.env["hr.interview.lang"].odoo_code(lang)
        translator = (self.lang_editors or {}).get(odoo_lang)
        return bool(approvers - self.editor_ids - self.editor_id - approvers.browse(translator or []))

    def _wants_four_eyes(self):
        if self.company_id:
            return self.company_id.sudo().interview_four_eyes
        # sudo: a shared question is asked everywhere, so one company that wants four eyes is enough.
        strict = self.env["res.company"].sudo().search([("interview_four_eyes", "=", True)], limit=1)
        return bool(strict)

    def _retire(self, code, **values):
        """Take these questions out of use, with a message that says why; kits that hold them are told."""
        Message = self.env["hr.interview.message"]
        # sudo: closed fields; callers are the gate, the versions and the manager's button.
        self.sudo().write({"state": "retired", "retire_messages": [Message._make(code, **values)]})
        self.sudo().kit_line_ids.kit_id._mark_stale(
            Message._make("questions_retired", codes=self.mapped("code"))
        )

    def action_retire(self):
        """Take approved questions out of use, by an officer's decision."""
        self._check_officer()
        in_use = self.filtered(lambda q: q.state != "retired")
        in_use._retire("retired_by", user=self.env.user.name)
        return True

    # --- what the review screen shows ------------------------------------------------------------

    @api.readonly
    def get_review_cards(self):
        """Return all that a reviewer has to see of each question, JSON-able, in their languages.

        :return: [{"question_id","code","version","revision","state","lang","type","difficulty",
            "minutes","text","probes":[str],"roleplay":{...}/false,"criteria":[...],"sources":[...],
            "findings":[finding + {"field"}],"previous":[[kind, text]]/false,"tags":{...},
            "former_words": wording the rubric is for/false, "can_approve": bool, "editor": str/false}]
        """
        self.check_access("read")
        return [question._review_card() for question in self]

    def _review_card(self):
        lang = self.lang or "en"
        odoo_lang = self.env["hr.interview.lang"].reading_code(lang)
        shown = self.with_context(lang=odoo_lang)
        findings = [
            {**self._finding_to_dict(finding), "field": name} for name, finding in shown._lint_findings(lang)
        ]
        previous = self._get_text_before(lang) or self.previous_version_id.with_context(lang=odoo_lang).text
        return {
            "question_id": self.id,
            "code": self.code,
            "version": self.version,
            "revision": self.content_revision,
            "state": self.state,
            "lang": lang,
            "type": self.question_type,
            "difficulty": self.difficulty,
            "minutes": self.minutes,
            "text": shown.text,
            "probes": (shown.probes or "").splitlines(),
            "roleplay": shown._review_roleplay(),
            "criteria": [shown._review_criterion(criterion) for criterion in shown.criterion_ids],
            "sources": [
                {"kind": s.kind, "excerpt": s.excerpt, "term": s.term, "reason": s.reason}
                for s in shown.source_ids
            ],
            "findings": findings,
            "previous": diff_parts(previous, shown.text) if previous else False,
            "tags": {
                "job": self.job_id.display_name or False,
                "applicant": self.applicant_id.display_name or False,
                "kpis": shown.kpi_ids.mapped("name"),
                "competencies": shown.competency_ids.mapped("name"),
                "skills": shown.skill_ids.mapped("name"),
            },
            "stale_reason": self.stale_reason or False,
            "former_words": self.former_words or False,
            "can_approve": not any(f["severity"] == "block" for f in findings),
            "editor": self.editor_id.name or False,
            "own_words": self._wants_four_eyes() and self.editor_id == self.env.user,
        }

    def _get_text_before(self, lang):
        """Return the words before the last reviewer's edit in this language, False without one."""
        # sudo: a reviewer reads their own verdicts only, but has to see what a colleague changed.
        edits = self.sudo().review_ids.filtered(lambda r: r.decision == "edit" and r.lang == lang)
        return edits[:1].text_before

    def _review_roleplay(self):
        if not self.persona:
            return False
        return {
            "persona": self.persona,
            "opening_line": self.opening_line or "",
            "hidden_facts": (self.hidden_facts or "").splitlines(),
            "turns": (self.turns or "").splitlines(),
        }

    @api.model
    def _review_criterion(self, criterion):
        return {
            "name": criterion.name,
            "weight": criterion.weight,
            "anchors": [[level, text] for level, text in criterion._get_anchors().items()],
            "positive": (criterion.positive or "").splitlines(),
            "negative": (criterion.negative or "").splitlines(),
        }

    @api.model
    def _diff_html(self, before, after):
        """Return an edit as escaped HTML: removed words struck out, new words underlined."""
        tags = {
            "same": Markup("%s"),
            "removed": Markup('<del class="o_interview_diff_removed">%s</del>'),
            "added": Markup('<ins class="o_interview_diff_added">%s</ins>'),
        }
        return Markup().join(tags[kind] % text for kind, text in diff_parts(before or "", after or ""))
