import hashlib
import json
import time
import uuid
from dataclasses import asdict

from lxml.html import fromstring

from odoo import api, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Command

from ..engine import (
    ANCHOR_LEVELS,
    DIFFICULTIES,
    QUESTION_TYPES,
    CandidateRef,
    CompetencyRef,
    DraftRequest,
    EngineError,
    JobRef,
    KpiRef,
    SkillRef,
    WeakPoint,
    get_engine,
)

OPTION_KEYS = frozenset(
    {
        "count",
        "types",
        "difficulty",
        "lang",
        "competency_ids",
        "kpi_ids",
        "applicant_id",
        "seed",
        "engine",
    }
)
MAX_COUNT = 200
MAX_SEED = 2**31 - 1
#: Texts of the job's bank that new drafts must not repeat; more than this slows the engine down.
MAX_AVOID = 500
BLOCKS = ("br", "p", "li", "div", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6")


class HrInterviewDrafting(models.AbstractModel):
    """Drafts questions: records -> DraftRequest -> engine -> draft questions with their traces."""

    _name = "hr.interview.drafting"
    _description = "Drafting of Questions"

    # --- options ---------------------------------------------------------------------------------

    @api.model
    def _clean_options(self, options):
        """Return checked options with defaults; raise UserError with a sentence for anything off."""
        options = self._clean_option_keys(options, OPTION_KEYS)
        return {
            "engine": self._clean_engine(options.get("engine")),
            "count": self._clean_integer(options, "count", 10, 1, MAX_COUNT),
            "seed": self._clean_integer(options, "seed", None, 0, MAX_SEED),
            "types": self._clean_types(options.get("types")),
            "difficulty": self._clean_choice(options.get("difficulty"), DIFFICULTIES, "difficulty"),
            "lang": self.env["hr.interview.lang"].normalise(options.get("lang")),
            "kpis": self._clean_records(options, "kpi_ids", "hr.interview.kpi"),
            "competencies": self._clean_records(options, "competency_ids", "hr.interview.competency"),
            "applicant": self._clean_applicant(options.get("applicant_id")),
        }

    @api.model
    def _clean_option_keys(self, options, known):
        """Return options as a dictionary of known keys, {} for none; anything else is refused by name."""
        if options is None or options is False:
            return {}
        if not isinstance(options, dict):
            raise UserError(self.env._("Options are a set of named values."))
        if unknown := sorted(set(map(str, options)) - known):
            raise UserError(self.env._("Unknown option: %(keys)s.", keys=", ".join(unknown)))
        return options

    @api.model
    def _clean_integer(self, options, key, default, low, high):
        value = options.get(key)
        if value is None or value is False:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UserError(
                self.env._(
                    "The option %(key)s has to be a whole number from %(low)s to %(high)s.",
                    key=key,
                    low=low,
                    high=high,
                )
            )
        return value

    @api.model
    def _clean_choice(self, value, known, key):
        if not value:
            return ""
        if value not in known:
            raise UserError(
                self.env._(
                    "%(value)s is no %(key)s. Choose one of: %(known)s.",
                    value=repr(value)[:60],
                    key=key,
                    known=", ".join(known),
                )
            )
        return value

    @api.model
    def _clean_types(self, types):
        if not types:
            return ()
        if not isinstance(types, (list, tuple)):
            raise UserError(self.env._("The option types has to be a list of question types."))
        return tuple(dict.fromkeys(self._clean_choice(value, QUESTION_TYPES, "type") for value in types))

    @api.model
    def _clean_records(self, options, key, model):
        """Return the existing, readable records of an id list; archived ones count as gone."""
        ids = options.get(key) or []
        if not isinstance(ids, (list, tuple)) or any(type(i) is not int for i in ids):
            raise UserError(self.env._("The option %(key)s has to be a list of ids.", key=key))
        records = self.env[model].with_context(active_test=True).search([("id", "in", ids)])
        if missing := sorted(set(ids) - set(records.ids)):
            raise UserError(
                self.env._(
                    "%(key)s: there is no such record for you: %(ids)s.",
                    key=key,
                    ids=", ".join(map(str, missing[:10])),
                )
            )
        return records

    @api.model
    def _clean_applicant(self, applicant_id):
        Applicant = self.env["hr.applicant"]
        if not applicant_id:
            return Applicant
        if type(applicant_id) is not int:
            raise UserError(self.env._("The option applicant_id has to be an id."))
        applicant = Applicant.with_context(active_test=False).search([("id", "=", applicant_id)])
        if not applicant:
            raise UserError(self.env._("There is no such applicant for you: %(id)s.", id=applicant_id))
        return applicant

    # --- request ---------------------------------------------------------------------------------

    @api.model
    def _prepare_request(self, job, options):
        """Return the DraftRequest for ``job``; all texts are read in the language of the questions."""
        applicant = options["applicant"]
        if applicant.job_id and applicant.job_id != job:
            raise UserError(
                self.env._(
                    "%(applicant)s applied for %(job)s, not for this job.",
                    applicant=applicant.display_name,
                    job=applicant.job_id.display_name,
                )
            )
        lang = self.env["hr.interview.lang"].odoo_code(options["lang"])
        job = job.with_context(lang=lang)
        explicit_seed = options["seed"] is not None
        return DraftRequest(
            job=self._prepare_job(job, options),
            lang=options["lang"],
            count=options["count"],
            types=options["types"],
            difficulty=options["difficulty"],
            focus_kpi_ids=tuple(options["kpis"].ids),
            focus_competency_ids=tuple(options["competencies"].ids),
            candidate=self._prepare_candidate(applicant.with_context(lang=lang)) if applicant else None,
            # With a seed the same call gives the same texts, whatever the bank holds by then.
            avoid=() if explicit_seed else self._get_known_texts(job),
            country=(job.company_id or self.env.company)._get_law_country(),
            seed=options["seed"] if explicit_seed else self._next_seed(job),
        )

    @api.model
    def _prepare_job(self, job, options):
        lang = job.env.context["lang"]
        kpi_weights = {link.kpi_id: link.weight for link in job.interview_kpi_ids}
        competency_weights = {link.competency_id: link.weight for link in job.interview_competency_ids}
        kpis = self._get_usable(job, job.interview_kpi_ids.kpi_id)
        feedback = self.env["hr.interview.learning.feedback"]
        needs = feedback._get_kpi_needs(job)
        self._check_focus(job, options["kpis"], kpis)
        chosen = options["competencies"].with_context(lang=lang)
        competencies = self._get_usable(job, job.interview_competency_ids.competency_id) | chosen
        return JobRef(
            name=job.name or "",
            **self._prepare_job_texts(job),
            skills=tuple(
                SkillRef(line.skill_id.id, line.skill_id.name or "", line.skill_level_id.name or "")
                for line in job.current_job_skill_ids
            ),
            # A language model heeds what comes first; the offline engine counts.
            kpis=tuple(
                self._prepare_kpi(kpi, kpi_weights.get(kpi, 1.0), needs.get(kpi.id, 0.0))
                for kpi in kpis.sorted(lambda k: -needs.get(k.id, 0.0))
            ),
            competencies=tuple(
                self._prepare_competency(competency, competency_weights.get(competency, 1.0))
                for competency in competencies
            ),
            industry=job.industry_id.name or "",
            vague_competency_ids=feedback._get_vague_competencies(job),
        )

    @api.model
    def _check_focus(self, job, chosen, kpis):
        """Raise UserError for goals to focus on that are not among the ``kpis`` of the job."""
        chosen._check_measurable()
        if foreign := chosen - kpis:
            raise UserError(
                self.env._(
                    "%(job)s is not measured on %(names)s. Add it to the KPIs of the job position first.",
                    job=job.display_name,
                    names=", ".join(foreign.mapped("display_name")[:5]),
                )
            )

    @api.model
    def _get_usable(self, job, records):
        """Return the records that drafts of this job may name: no archived ones, none of other companies.

        A job shared by all companies links records of any.
        """
        companies = (False, (job.company_id or self.env.company).id)
        # sudo: only to leave out what this user may not read.
        usable = records.sudo().filtered(lambda r: r.active and r.company_id.id in companies)
        return records.browse(usable.ids)

    @api.model
    def _prepare_job_texts(self, job):
        """Return the lines of the profile; the public description stands in for missing duties."""
        return {
            "duties": self._split_lines(job.interview_duties) or self._split_html(job.description),
            "requirements": self._split_lines(job.requirements),
        }

    @api.model
    def _prepare_kpi(self, kpi, weight, need):
        return KpiRef(
            id=kpi.id,
            name=kpi.name or "",
            description=kpi.description or "",
            direction=kpi.direction,
            target=kpi.target if kpi.has_target else None,
            unit=kpi.unit or "",
            period=kpi.period or "",
            weight=weight,
            goal=(kpi.parent_id.active and kpi.parent_id.name) or "",
            need=need,
        )

    @api.model
    def _prepare_competency(self, competency, weight):
        by_polarity = competency.indicator_ids.grouped("polarity")
        return CompetencyRef(
            id=competency.id,
            name=competency.name or "",
            definition=competency.definition or "",
            positive=tuple(i.name for i in by_polarity.get("positive", ())),
            negative=tuple(i.name for i in by_polarity.get("negative", ())),
            anchors=competency._get_anchors(),
            weight=weight,
            is_culture=competency.is_culture,
        )

    @api.model
    def _prepare_candidate(self, applicant):
        return CandidateRef(
            resume=applicant._get_resume_text(),
            skills=tuple(
                SkillRef(line.skill_id.id, line.skill_id.name or "", line.skill_level_id.name or "")
                for line in applicant.current_applicant_skill_ids
            ),
            weak_points=tuple(
                WeakPoint(topic=line) for line in self._split_lines(applicant.interview_open_points)
            ),
        )

    @api.model
    def _split_lines(self, text):
        return tuple(line.strip() for line in (text or "").splitlines() if line.strip())

    @api.model
    def _split_html(self, html):
        """Return the lines a reader sees: a list item, paragraph or row each, without markup."""
        if not html:
            return ()
        root = fromstring(f"<div>{html}</div>")
        for element in list(root.iter("script", "style")):
            element.drop_tree()
        for element in root.iter(*BLOCKS):
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
        return self._split_lines(root.text_content())

    @api.model
    def _get_known_texts(self, job):
        known = self.env["hr.interview.question"].search_fetch(
            [("job_id", "=", job.id)], ["text"], limit=MAX_AVOID, order="id desc"
        )
        return tuple(known.with_context(lang=job.env.context["lang"]).mapped("text"))

    @api.model
    def _next_seed(self, job):
        return self.env["hr.interview.ai.task"].sudo().search_count([("job_id", "=", job.id)])

    # --- drafting --------------------------------------------------------------------------------

    @api.model
    def _draft(self, job, options):
        """Draft questions for one job with cleaned ``options``; return (questions, task, notes)."""
        if options["seed"] is None:
            self._lock_job(job)
        request = self._prepare_request(job, options)
        try:
            result, task = self._run_engine(job, options, request)
        except EngineError as error:
            raise UserError(str(error)) from error
        questions = self._create_questions(job, options["applicant"], task, result)
        task._set_result(questions)
        return questions.with_env(self.env), task, result.notes

    @api.model
    def _run_engine(self, job, options, request, batch=None):
        """Return (DraftResult, its line in the ledger); raise EngineError."""
        started = time.perf_counter()
        result = get_engine(options["engine"]).draft_questions(request)
        latency = round(1000 * (time.perf_counter() - started))
        return result, self._create_task(job, options, request, result, latency, batch or self._new_batch())

    @api.model
    def _new_batch(self):
        return uuid.uuid4().hex[:12]

    @api.model
    def _lock_job(self, job):
        """A second click at the same time would draft the same texts again."""
        try:
            # sudo: locking is no change; who generates need not be allowed to write the job.
            job.sudo().lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody is generating questions for %(job)s just now.", job=job.display_name)
            ) from error

    @api.model
    def _create_task(self, job, options, request, result, latency, batch):
        frozen = json.dumps(asdict(request), sort_keys=True, ensure_ascii=False)
        # sudo: the ledger is written by the system only.
        return (
            self.env["hr.interview.ai.task"]
            .sudo()
            .create(
                {
                    "kind": "draft",
                    "state": "done",
                    "company_id": (job.company_id or self.env.company).id,
                    "user_id": self.env.uid,
                    "job_id": job.id,
                    "applicant_id": options["applicant"].id,
                    "engine": result.engine,
                    "engine_version": result.version,
                    "input_hash": hashlib.sha256(frozen.encode()).hexdigest(),
                    "batch": batch,
                    "attempts": 1,
                    "latency_ms": latency,
                    "messages": self.env["hr.interview.message"]._make_notes(result.notes),
                }
            )
        )

    @api.model
    def _create_questions(self, job, applicant, task, result):
        if not result.drafts:
            return self.env["hr.interview.question"]
        self.env["hr.interview.question"].check_access("create")
        lang = self.env["hr.interview.lang"].odoo_code(result.drafts[0].lang)
        # sudo: batch, task and pattern are closed fields; the right to create was checked.
        Question = (
            self.env["hr.interview.question"]
            .sudo()
            .with_context(
                lang=lang, tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True
            )
        )
        return Question.create(
            [self._prepare_question_vals(draft, job, applicant, task) for draft in result.drafts]
        )

    @api.model
    def _prepare_question_vals(self, draft, job, applicant, task):
        roleplay = draft.roleplay
        vals = {
            **self._prepare_content_vals(draft),
            "lang": draft.lang,
            "job_id": job.id,
            "company_id": (job.company_id or self.env.company).id,
            "family_ids": [Command.set(job.interview_family_id.ids)],
            "kpi_ids": [Command.set(draft.kpi_ids)],
            "competency_ids": [Command.set(draft.competency_ids)],
            "skill_ids": [Command.set(draft.skill_ids)],
            "applicant_id": applicant.id if draft.for_candidate else False,
            "ai_task_id": task.id,
            "batch": task.batch,
            "template": draft.template,
            "source_ids": [Command.create(self._prepare_source_vals(trace, job)) for trace in draft.trace],
        }
        if roleplay:
            vals.update(
                persona=roleplay.persona,
                opening_line=roleplay.opening_line,
                hidden_facts="\n".join(roleplay.hidden_facts),
                turns="\n".join(roleplay.turns),
            )
        return vals

    @api.model
    def _prepare_content_vals(self, draft):
        return {
            "text": draft.text,
            "question_type": draft.type,
            "difficulty": draft.difficulty,
            "minutes": draft.minutes,
            "probes": "\n".join(draft.probes),
            "criterion_ids": [
                Command.create(self._prepare_criterion_vals(criterion, 10 * n))
                for n, criterion in enumerate(draft.criteria, 1)
            ],
        }

    @api.model
    def _prepare_criterion_vals(self, criterion, sequence):
        return {
            "sequence": sequence,
            "key": criterion.key,
            "name": criterion.name,
            "weight": criterion.weight,
            "competency_id": criterion.competency_id,
            "positive": "\n".join(criterion.positive),
            "negative": "\n".join(criterion.negative),
            **{f"anchor_{level}": criterion.anchors[level] for level in ANCHOR_LEVELS},
        }

    @api.model
    def _prepare_source_vals(self, trace, job):
        """One row of the trace, with the revision of what it was drafted from."""
        vals = {
            "kind": trace.kind,
            "excerpt": trace.excerpt,
            "term": trace.term,
            "reason": trace.reason,
            "job_id": job.id,
            "revision": job.interview_profile_revision,
        }
        field = {"kpi": "kpi_id", "competency": "competency_id", "skill": "skill_id"}.get(trace.kind)
        if field and trace.ref_id:
            vals[field] = trace.ref_id
            if field != "skill_id":
                vals["revision"] = self._get_source(trace).revision
        return vals

    @api.model
    def _get_source(self, trace):
        model = {"kpi": "hr.interview.kpi", "competency": "hr.interview.competency"}[trace.kind]
        return self.env[model].browse(trace.ref_id)
