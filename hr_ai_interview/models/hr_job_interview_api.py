from collections import Counter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

KIT_OPTION_KEYS = frozenset({"round_id", "minutes", "seed", "lang"})


class HrInterviewJobApi(models.AbstractModel):
    """What can be asked of a job over XML-RPC and JSON-2."""

    _name = "hr.interview.job.api"
    _description = "Interview API of a Job"

    def generate_interview_questions(self, options=None):
        """Draft questions for these jobs; they wait as drafts for a reviewer.

        :param dict options: ``count`` 1-200 (default 10), ``types`` list of question types,
            ``difficulty`` "basic"/"intermediate"/"advanced", ``lang``, ``competency_ids``,
            ``kpi_ids`` (KPIs or key results of the job; every draft serves one of them),
            ``applicant_id`` (some drafts follow the résumé), ``seed`` (same inputs and seed, same
            texts), ``engine`` (default "offline"; the code of an enabled provider queues the work and
            returns at once)
        :return: [{"job_id","batch","engine","state": "done"/"queued","question_ids","task_ids",
            "notes": [{"code","message"}]}] in the order of the records
        :raise UserError: unknown option, bad value, an objective or a goal the job is not measured on,
            profile that nothing can be drafted from
        """
        self.check_access("read")
        self.env["hr.interview.question"].check_access("create")
        drafting = self.env["hr.interview.drafting"]
        options = drafting._clean_options(options)
        self.env["hr.interview.lang"].odoo_code(options["lang"])
        return [job._generate_one(options) for job in self]

    def _generate_one(self, options):
        self.ensure_one()
        drafting = self.env["hr.interview.drafting"]
        if options["engine"] == "offline":
            questions, tasks, notes = drafting._draft(self, options)
        else:
            tasks = drafting._enqueue_draft(self, options)
            questions, notes = tasks.question_ids.with_env(self.env), ()
        Message = self.env["hr.interview.message"]
        return {
            "job_id": self.id,
            "batch": tasks[0].batch,
            "engine": tasks[0].engine,
            "state": "done" if set(tasks.mapped("state")) == {"done"} else "queued",
            "question_ids": questions.ids,
            "task_ids": tasks.ids,
            "notes": [
                {"code": note.code, "message": text}
                for note, text in zip(notes, Message._say(Message._make_notes(notes)), strict=True)
            ],
        }

    def assemble_interview_kit(self, options=None):
        """Assemble a kit of approved questions for each of these jobs.

        :param dict options: ``round_id`` (a round of the job), ``minutes`` 5-480 (default: the
            round's, else 45), ``seed``, ``lang`` (default: the user's)
        :return: [{"job_id","kit_id","question_ids","minutes","coverage": [{"competency_id","n"}],
            "unmet": [str]}]; ``unmet`` says what the bank or the time could not give
        :raise UserError: unknown option, bad value, a round of another job
        """
        self.check_access("read")
        self.env["hr.interview.kit"].check_access("create")
        options = self._clean_kit_options(options)
        return [job._assemble_one(options) for job in self]

    @api.model
    def _clean_kit_options(self, options):
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, KIT_OPTION_KEYS)
        drafting = self.env["hr.interview.drafting"]
        round_id = options.get("round_id") or 0
        rounds = drafting._clean_records(
            {"round_id": [round_id] if round_id else []}, "round_id", "hr.interview.round"
        )
        return {
            "round": rounds,
            "minutes": drafting._clean_integer(options, "minutes", None, 5, 480),
            "seed": drafting._clean_integer(options, "seed", 0, 0, 2**31 - 1),
            "lang": self.env["hr.interview.lang"].normalise(options.get("lang")),
        }

    def _assemble_one(self, options):
        self.ensure_one()
        interview_round = options["round"]
        if interview_round and interview_round.job_id != self:
            raise UserError(
                self.env._(
                    "The round %(round)s belongs to %(job)s.",
                    round=interview_round.name,
                    job=interview_round.job_id.display_name,
                )
            )
        kit = self.env["hr.interview.kit"]._assemble(
            self, interview_round, options["minutes"], options["seed"], options["lang"]
        )
        return {
            "job_id": self.id,
            "kit_id": kit.id,
            "question_ids": kit.line_ids.question_id.ids,
            "minutes": kit.minutes,
            "coverage": [
                {"competency_id": row["competency_id"], "n": row["n"]} for row in kit._get_coverage_rows()
            ],
            "unmet": self.env["hr.interview.message"]._say(kit.unmet_messages),
        }

    @api.readonly
    def get_interview_coverage(self):
        """Return how often each competency is covered, by round: the heat map of these jobs.

        :return: [{"job_id","job","rounds":[{"round_id","name","kit_id","is_stale"}],"competencies":
            [{"competency_id","name","weight","bank","cells":[n per round]}]}]; ``bank`` = approved,
            up-to-date questions its kits may take, n = questions of the newest kit of the round
        """
        self.check_access("read")
        bank = self._interview_bank_counts()
        return [job._interview_coverage(bank[job]) for job in self]

    def _interview_bank_counts(self):
        """Return {job: {competency: n}} of the questions kits may take, in three queries for all jobs."""
        Question = self.env["hr.interview.question"]
        base = (
            Domain("state", "=", "approved")
            & Domain("is_stale", "=", False)
            & Domain("applicant_id", "=", False)
        )
        companies = {job: (False, (job.company_id or self.env.company).id) for job in self}
        counts = {job: Counter() for job in self}
        for company, competency, count in Question._read_group(
            base & Domain("job_id", "=", False), ["company_id", "competency_ids"], ["__count"]
        ):
            for job in self:
                counts[job][competency] += count * (company.id in companies[job])
        for job, company, competency, count in Question._read_group(
            base & Domain("job_id", "in", self.ids), ["job_id", "company_id", "competency_ids"], ["__count"]
        ):
            counts[job][competency] += count * (company.id in companies[job])
        for family, other, company, competency, count in Question._read_group(
            base & Domain("job_id", "!=", False) & Domain("family_ids", "in", self.interview_family_id.ids),
            ["family_ids", "job_id", "company_id", "competency_ids"],
            ["__count"],
        ):
            for job in self:
                fits = family == job.interview_family_id and other != job
                counts[job][competency] += count * (fits and company.id in companies[job])
        return counts

    def _get_dimension_expectations(self):
        """Return {job: {competency: {"weight","expected"}}}: what reports weigh and compare with."""
        return {
            job: {
                link.competency_id: {"weight": link.weight, "expected": link.expected_level}
                for link in job.interview_competency_ids
            }
            for job in self
        }

    def _interview_bank_domain(self):
        """Return the domain of approved, up-to-date questions that kits of this job may take."""
        self.ensure_one()
        fits = Domain("job_id", "=", self.id)
        if family := self.interview_family_id:
            fits |= Domain("family_ids", "in", family.ids)
        shared = Domain("job_id", "=", False) & (
            Domain("kpi_ids", "in", self.interview_kpi_ids.kpi_id.ids)
            | Domain("competency_ids", "in", self.interview_competency_ids.competency_id.ids)
        )
        return (
            Domain("state", "=", "approved")
            & Domain("is_stale", "=", False)
            & Domain("applicant_id", "=", False)
            & Domain("company_id", "in", [False, (self.company_id or self.env.company).id])
            & (fits | shared)
        )

    def _interview_coverage(self, bank):
        self.ensure_one()
        kits = [interview_round.kit_ids[:1] for interview_round in self.interview_round_ids]
        counts = [
            {row["competency_id"]: row["n"] for row in kit._get_coverage_rows()} if kit else {}
            for kit in kits
        ]
        return {
            "job_id": self.id,
            "job": self.display_name,
            "rounds": [
                {
                    "round_id": interview_round.id,
                    "name": interview_round.name,
                    "kit_id": kit.id or False,
                    "is_stale": kit.is_stale,
                }
                for interview_round, kit in zip(self.interview_round_ids, kits, strict=True)
            ],
            "competencies": [
                {
                    "competency_id": link.competency_id.id,
                    "name": link.competency_id.sudo().name,
                    "weight": link.weight,
                    "bank": bank[link.competency_id],
                    "cells": [count.get(link.competency_id.id, 0) for count in counts],
                }
                for link in self.interview_competency_ids
            ],
        }
