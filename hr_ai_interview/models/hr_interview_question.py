from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine import QUESTION_TYPES

#: What a question *is*: a change of one of these is another question, so it needs another approval.
CONTENT_FIELDS = frozenset(
    {
        "text",
        "lang",
        "question_type",
        "difficulty",
        "probes",
        "persona",
        "opening_line",
        "hidden_facts",
        "turns",
        "criterion_ids",
    }
)
#: Moved by the review gate, the engines and the staleness marks only, whatever the rights of a user.
GATE_FIELDS = frozenset(
    {
        "state",
        "code",
        "version",
        "previous_version_id",
        "approved_lang_ids",
        "content_revision",
        "editor_id",
        "is_seeded",
        "seeded_flaw",
        "is_stale",
        "stale_messages",
        "batch",
        "ai_task_id",
        "template",
        "retire_messages",
        "applicant_id",
        "engine",
        "lint_level",
        "lang_editors",
        "editor_ids",
        "rubric_words",
    }
)
#: Texts a candidate or interviewer reads; each has a value per language.
TEXT_FIELDS = ("text", "probes", "persona", "opening_line", "hidden_facts", "turns")


REVIEW_READERS = (
    "hr_recruitment.group_hr_recruitment_user,hr_ai_interview.group_reviewer,hr_ai_interview.group_auditor"
)


class HrInterviewQuestion(models.Model):
    """One version of a question in the bank.

    State machine: draft -> review -> approved -> retired, moved by the review gate alone
    (hr_interview_question_gate.py). Versions and marks of outdated questions are in
    hr_interview_question_versions.py and hr_interview_question_staleness.py.

    """

    _name = "hr.interview.question"
    _description = "Interview Question"
    _inherit = [
        "hr.interview.question.gate",
        "hr.interview.question.versions",
        "hr.interview.question.staleness",
        "hr.interview.question.scoring",
        "hr.interview.mirror.mixin",
        "hr.interview.closed.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "text"
    _check_company_auto = True
    _closed_fields = GATE_FIELDS
    _mirrored_fields = TEXT_FIELDS

    # Identity
    code = fields.Char(readonly=True, copy=False, help="The same for all versions of a question.")
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_version_id = fields.Many2one(
        "hr.interview.question", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    next_version_ids = fields.One2many("hr.interview.question", "previous_version_id")
    successor_id = fields.Many2one(
        "hr.interview.question", string="New version in review", compute="_compute_successor_id"
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, index=True)
    active = fields.Boolean(default=True)

    # Content
    text = fields.Text("Question", required=True, translate=True)
    lang = fields.Selection(
        lambda self: self.env["hr.interview.lang"].selection(),
        string="Written in",
        required=True,
        default=lambda self: self.env["hr.interview.lang"].default(),
    )
    question_type = fields.Selection(
        [
            ("behavioural", "Behavioural"),
            ("situational", "Situational (role-play)"),
            ("technical", "Technical"),
            ("okr", "OKR"),
            ("culture", "Culture"),
            ("written", "Written"),
        ],
        string="Type",
        required=True,
        default=QUESTION_TYPES[0],
        index=True,
    )
    difficulty = fields.Selection(
        [("basic", "Basic"), ("intermediate", "Intermediate"), ("advanced", "Advanced")],
        required=True,
        default="intermediate",
    )
    minutes = fields.Integer(default=6, required=True)
    probes = fields.Text(translate=True, help="Follow-up questions, one a line.")
    criterion_ids = fields.One2many(
        "hr.interview.question.criterion", "question_id", string="Rubric", copy=True
    )
    rubric_words = fields.Text(
        readonly=True, copy=False, help="The question, in its language, as it was when its rubric was judged."
    )
    former_words = fields.Text(
        "Wording the rubric is for",
        compute="_compute_former_words",
        help="The former wording, as long as nobody has looked at the rubric since it changed.",
    )

    # Role-play
    persona = fields.Text(translate=True, help="Whom the interviewer plays.")
    opening_line = fields.Text("Opening line", translate=True)
    hidden_facts = fields.Text(
        "Hidden facts", translate=True, help="What the persona says only when asked, one a line."
    )
    turns = fields.Text(translate=True, help="What happens or is said next, one a line.")

    # What it serves
    job_id = fields.Many2one("hr.job", string="Job position", index=True, check_company=True)
    family_ids = fields.Many2many("hr.interview.job.family", string="Job families", check_company=True)
    kpi_ids = fields.Many2many("hr.interview.kpi", string="KPIs", check_company=True)
    competency_ids = fields.Many2many("hr.interview.competency", string="Competencies", check_company=True)
    skill_ids = fields.Many2many("hr.skill", string="Skills")
    tag_ids = fields.Many2many("hr.interview.question.tag", string="Tags")
    enemy_ids = fields.Many2many(
        "hr.interview.question",
        "hr_interview_question_enemy_rel",
        "question_id",
        "enemy_id",
        string="Never together with",
        check_company=True,
        help="Questions that give away or repeat this one: a kit takes one of them at most.",
    )
    enemy_of_ids = fields.Many2many(
        "hr.interview.question",
        "hr_interview_question_enemy_rel",
        "enemy_id",
        "question_id",
        string="Excluded by",
    )
    applicant_id = fields.Many2one(
        "hr.applicant",
        string="Only for",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        help="Drafted from this candidate's papers: asked of nobody else and erased with them.",
    )

    # Provenance
    source_ids = fields.One2many(
        "hr.interview.question.source", "question_id", string="Why this question", readonly=True
    )
    ai_task_id = fields.Many2one("hr.interview.ai.task", readonly=True, copy=False, ondelete="set null")
    engine = fields.Char(related="ai_task_id.engine", store=True)
    template = fields.Char("Pattern", readonly=True, copy=False)
    batch = fields.Char(readonly=True, copy=False, index="btree_not_null")
    editor_id = fields.Many2one(
        "res.users",
        string="Last edited by",
        readonly=True,
        copy=False,
        help="The person whose words these are; empty while they are an engine's.",
    )
    editor_ids = fields.Many2many(
        "res.users",
        "hr_interview_question_editor_rel",
        string="Written by",
        readonly=True,
        copy=False,
        help="Everybody who wrote or edited this version; none of them can be its only approver.",
    )
    lang_editors = fields.Json(
        readonly=True, copy=False, help="{language: id of the user who wrote the text in it last}"
    )

    # Gate
    state = fields.Selection(
        [("draft", "Draft"), ("review", "In review"), ("approved", "Approved"), ("retired", "Retired")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    content_revision = fields.Integer(default=1, readonly=True, copy=False)
    approved_lang_ids = fields.Many2many("res.lang", string="Approved in", readonly=True, copy=False)
    review_ids = fields.One2many(
        "hr.interview.question.review", "question_id", readonly=True, groups=REVIEW_READERS
    )
    review_count = fields.Integer(compute="_compute_review_count", groups=REVIEW_READERS)
    retire_messages = fields.Json(readonly=True, copy=False)
    retire_reason = fields.Text(compute="_compute_retire_reason")
    lint_level = fields.Selection(
        [("none", "Clean"), ("info", "Hint"), ("warn", "Warning"), ("block", "Blocked")],
        string="Wording check",
        compute="_compute_lint_level",
        store=True,
    )
    lint_remarks = fields.Text("Wording check found", compute="_compute_lint_remarks")
    # Who reviews must not be able to tell a planted question from a real one.
    is_seeded = fields.Boolean(
        "Planted",
        readonly=True,
        copy=False,
        groups="hr_recruitment.group_hr_recruitment_manager,hr_ai_interview.group_auditor",
    )
    seeded_flaw = fields.Char(
        readonly=True,
        copy=False,
        groups="hr_recruitment.group_hr_recruitment_manager,hr_ai_interview.group_auditor",
    )

    # Use
    kit_line_ids = fields.One2many("hr.interview.kit.line", "question_id")
    weight_ids = fields.One2many(
        "hr.interview.question.weight",
        "question_id",
        groups=(
            "hr_recruitment.group_hr_recruitment_user,"
            "hr_ai_interview.group_analyst,hr_ai_interview.group_auditor"
        ),
    )

    _minutes_range = models.Constraint(
        "CHECK (minutes BETWEEN 1 AND 240)", "A question takes between 1 and 240 minutes."
    )
    _code_version_unique = models.UniqueIndex(
        "(code, version)", "This version of the question exists already."
    )
    # The bank's list and search panel, the review queue and kit assembly filter by these two.
    _company_state_idx = models.Index("(company_id, state) WHERE active IS TRUE")

    @api.depends("next_version_ids.state")
    def _compute_successor_id(self):
        for question in self:
            pending = question.next_version_ids.filtered(lambda q: q.state in ("draft", "review"))
            question.successor_id = pending[:1]

    @api.depends("text", "lang", "rubric_words", "criterion_ids")
    def _compute_former_words(self):
        for question in self:
            former = bool(question.criterion_ids) and question.rubric_words
            question.former_words = former != question._get_original_text() and former

    def _compute_review_count(self):
        counts = dict(
            self.env["hr.interview.question.review"]._read_group(
                [("question_id", "in", self.ids)], ["question_id"], ["__count"]
            )
        )
        for question in self:
            question.review_count = counts.get(question, 0)

    @api.depends("retire_messages")
    @api.depends_context("lang")
    def _compute_retire_reason(self):
        for question in self:
            question.retire_reason = self.env["hr.interview.message"]._say_lines(question.retire_messages)

    @api.depends("text", "probes", "opening_line", "turns", "lang", "company_id.country_id")
    def _compute_lint_level(self):
        order = ("none", "info", "warn", "block")
        for question in self:
            found = [finding.severity for _name, finding in question._lint_findings()]
            question.lint_level = max(found, key=order.index, default="none")

    @api.depends("text", "probes", "opening_line", "turns", "lang", "company_id.country_id")
    def _compute_lint_remarks(self):
        for question in self:
            question.lint_remarks = "\n".join(
                f"“{finding.excerpt}”: {finding.message}"
                for _name, finding in question._lint_findings()
                if finding.severity != "info"
            )

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        # sudo: code and authorship are closed fields. One UPDATE for all of them when it is flushed.
        for question in questions.sudo():
            if not question.code:
                question.code = f"Q{question.id:06d}"
            if not question.ai_task_id and not question.editor_id:
                question.editor_id = self.env.uid
                question.editor_ids = self.env.user
            question.rubric_words = question.text
            question._mirror_texts()
            # The rows of its own rubric count as edits of a question; here they are its beginning.
            question.content_revision = 1
        return questions

    def write(self, vals):
        mirrors = self._get_all_mirrors(vals)
        # Only with su: a context key alone can be sent by anybody over RPC.
        if self.env.su and self.env.context.get("interview_gate"):
            result = super().write(vals)
            self._sync_mirrors(vals, mirrors)
            self._note_rubric(vals)
            return result
        # A change of an approved question never reaches the ORM's own check of rights.
        self.check_access("write")
        changed = self.filtered(lambda q: q._changes_content(vals))
        if "retired" in changed.mapped("state"):
            raise UserError(self.env._("A retired question cannot be changed. Duplicate it instead."))
        approved = changed.filtered(lambda q: q.state == "approved")
        content = {name: value for name, value in vals.items() if name in CONTENT_FIELDS}
        others = {name: value for name, value in vals.items() if name not in CONTENT_FIELDS}
        for question in approved:
            successor = question._make_successor(content)
            if others:  # with the caller's own rights: closed fields stay closed
                successor.write(others)
        (changed - approved)._note_edit()
        rest = self - approved
        if rest:
            super(HrInterviewQuestion, rest).write(vals)
            rest._sync_mirrors(vals, mirrors)
            rest._note_rubric(vals)
        return True

    @api.constrains("text")
    def _check_text(self):
        if any(not (question.text or "").strip() for question in self):
            raise ValidationError(self.env._("A question needs words."))

    def _changes_content(self, vals):
        """Tell whether ``vals`` make another question of this one; the same text again does not."""
        self.ensure_one()
        return any(
            bool(vals[name])
            if self._fields[name].type == "one2many"
            else (self[name] or "") != (vals[name] or "")
            for name in CONTENT_FIELDS & vals.keys()
        )

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """The translation dialog writes past write(): the same rules hold for it."""
        if field_name in TEXT_FIELDS:
            self.ensure_one()
            if not self.env.su:
                self.check_access("write")
                translations = self._follow_original(field_name, translations)
                if self.state == "retired":
                    raise UserError(self.env._("A retired question cannot be changed. Duplicate it instead."))
                if self.state != "approved":
                    self._note_edit()
                elif set(translations) & set(self.approved_lang_ids.mapped("code")):
                    successor = self._make_successor({}).sudo()
                    return successor._update_field_translations(
                        field_name, translations, digest=digest, source_lang=source_lang
                    )
                else:
                    self._note_translation(translations)
            translations = self._keep_apart(field_name, translations)
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    def copy(self, default=None):
        """A question about one candidate must not become one of the bank."""
        if not self.env.su and self.filtered("applicant_id"):
            raise UserError(self.env._("A question drafted for one candidate cannot be duplicated."))
        copies = super().copy(default)
        for question, copied in zip(self, copies.sudo(), strict=True):
            copied.rubric_words = question.rubric_words
        return copies

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Approved questions are part of the record, except a candidate's: they go with the candidate."""
        in_bank = self.filtered(lambda q: not q.applicant_id)
        if used := in_bank.filtered(lambda q: q.state == "approved" or q.sudo().kit_line_ids):
            raise UserError(
                self.env._(
                    "%(codes)s was approved or is part of a kit. Retire it instead of deleting it.",
                    codes=", ".join(used.mapped("code")[:5]),
                )
            )

    @api.depends("code", "text")
    def _compute_display_name(self):
        for question in self:
            text = (question.text or "").strip().replace("\n", " ")
            short = text if len(text) <= 80 else text[:79] + "…"
            question.display_name = f"[{question.code}] {short}" if question.code else short

    def _note_edit(self):
        """A person changed the words: they are theirs now, and earlier verdicts are about other words."""
        for revision, questions in self.grouped("content_revision").items():
            # sudo: these fields are closed to everybody; the check above let this caller write.
            questions.sudo().with_context(interview_gate=True).write(
                {
                    "editor_id": self.env.uid,
                    "editor_ids": [fields.Command.link(self.env.uid)],
                    "content_revision": revision + 1,
                    "approved_lang_ids": [fields.Command.clear()],
                }
            )

    def _get_original_text(self):
        """Return the words in the language they were written in."""
        self.ensure_one()
        return self.with_context(lang=self.env["hr.interview.lang"].reading_code(self.lang)).text

    def _note_rubric(self, vals=None):
        """The rubric was written or judged for the words as they are now; ``vals``: if these change it."""
        if vals is not None and not vals.get("criterion_ids"):
            return
        # sudo: a closed field; callers have checked who edits or are the gate.
        for question in self.sudo().with_context(interview_gate=True):
            words = question._get_original_text()
            if question.rubric_words != words:
                question.rubric_words = words

    def _note_translation(self, langs):
        """A person wrote an approved question in further ``langs``: verdicts on those begin anew."""
        self.ensure_one()
        # sudo: closed fields; the callers checked write access or are the gate.
        self.sudo().with_context(interview_gate=True).write(
            {
                "lang_editors": {**(self.lang_editors or {}), **dict.fromkeys(langs, self.env.uid)},
                "content_revision": self.content_revision + 1,
            }
        )
