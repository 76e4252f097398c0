from odoo import fields
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestReadiness(InterviewCase):
    def _ask(self, jobs, role="officer", **context):
        """Ask as a client does: the public method by its name."""
        return call_kw(self.as_user(role)["hr.job"], "interview_readiness", [jobs.ids], {"context": context})

    def _codes(self, job):
        [answer] = self._ask(job)
        return {item["code"] for item in answer["missing"]}

    def _empty_job(self, **vals):
        nothing = {
            "interview_duties": False,
            "interview_family_id": False,
            "interview_kpi_ids": False,
            "interview_competency_ids": False,
            "interview_review_date": False,
        }
        return self.make_job(**{"name": "Harbour pilot", **nothing, **vals})

    def _add_skills(self, job, names=("Hydraulics", "Welding", "SAP PM")):
        skill_type = self.env["hr.skill.type"].create(
            {
                "name": "Trades",
                "skill_ids": [(0, 0, {"name": name}) for name in names],
                "skill_level_ids": [
                    (0, 0, {"name": "Journeyman", "level_progress": 60, "default_level": True})
                ],
            }
        )
        job.job_skill_ids = [
            (
                0,
                0,
                {
                    "skill_id": skill.id,
                    "skill_level_id": skill_type.skill_level_ids.id,
                    "skill_type_id": skill_type.id,
                    "valid_from": fields.Date.today(),
                },
            )
            for skill in skill_type.skill_ids
        ]

    def test_shape_of_the_answer(self):
        [answer] = self._ask(self.job)
        self.assertEqual(set(answer), {"job_id", "score", "missing"})
        self.assertEqual(answer["job_id"], self.job.id)
        self.assertIs(type(answer["score"]), int)
        for item in answer["missing"]:
            self.assertEqual(set(item), {"code", "message", "weight"})
            self.assertEqual([type(item[key]) for key in ("code", "message", "weight")], [str, str, int])

    def test_score_is_a_hundred_minus_what_is_missing(self):
        jobs = self.job | self._empty_job() | self._empty_job(interview_duties="Steer ships")
        for answer in self._ask(jobs):
            with self.subTest(job=answer["job_id"]):
                self.assertEqual(answer["score"], 100 - sum(item["weight"] for item in answer["missing"]))
                self.assertTrue(0 <= answer["score"] <= 100)
                weights = [item["weight"] for item in answer["missing"]]
                self.assertEqual(weights, sorted(weights, reverse=True), "heaviest first")
                self.assertTrue(all(weight > 0 for weight in weights))

    def test_empty_profile(self):
        [answer] = self._ask(self._empty_job())
        self.assertEqual(answer["score"], 0)
        self.assertEqual(
            {item["code"]: item["weight"] for item in answer["missing"]},
            {
                "duties": 25,
                "skills": 20,
                "kpis": 20,
                "competencies": 15,
                "rounds": 10,
                "family": 5,
                "review": 5,
            },
        )

    def test_full_profile(self):
        self._add_skills(self.job)
        self.assertEqual(self._ask(self.job), [{"job_id": self.job.id, "score": 100, "missing": []}])
        job = self.by("officer", self.job)
        job.invalidate_recordset()
        self.assertFalse(job.interview_missing)

    def test_every_gap_has_its_code(self):
        self._add_skills(self.job, ["Hydraulics", "Welding", "SAP PM"])
        job = self.job

        def remove(record, name):
            record[name].unlink()

        steps = [
            ("few_duties", lambda: job.write({"interview_duties": "Steer ships\nMoor ships"})),
            ("few_skills", lambda: job.write({"job_skill_ids": [(2, job.job_skill_ids[0].id)]})),
            ("kpi_targets", lambda: self.kpi.write({"target": 0, "has_target": False})),
            ("indicators", lambda: remove(self.competency, "indicator_ids")),
            ("rounds", lambda: remove(job, "interview_round_ids")),
            ("family", lambda: job.write({"interview_family_id": False})),
            ("review", lambda: job.write({"interview_review_date": "2020-01-01"})),
            ("kpis", lambda: remove(job, "interview_kpi_ids")),
            ("competencies", lambda: remove(job, "interview_competency_ids")),
            ("duties", lambda: job.write({"interview_duties": False})),
            ("skills", lambda: remove(job, "job_skill_ids")),
        ]
        for code, step in steps:
            with self.subTest(code=code):
                self.assertNotIn(code, self._codes(job))
                step()
                self.assertIn(code, self._codes(job))

    def test_a_gap_is_named_once(self):
        """The heavier code replaces the lighter one of the same subject."""
        codes = self._codes(self._empty_job())
        self.assertFalse(codes & {"few_duties", "few_skills", "kpi_targets", "indicators"})

    def test_public_description_stands_in_for_duties(self):
        job = self._empty_job(description="<ul><li>Steer ships</li><li>Moor ships</li><li>Report</li></ul>")
        self.assertFalse(self._codes(job) & {"duties", "few_duties"})

    def test_duties_are_a_subject_of_technical_questions(self):
        """A profile with five duties and no skills was told that technical questions have no subject."""
        [answer] = self._ask(self.job)
        self.assertEqual([(i["code"], i["weight"]) for i in answer["missing"]], [("few_skills", 10)])
        [batch] = self.by("officer", self.job).generate_interview_questions(
            {"count": 3, "types": ["technical"], "engine": "offline"}
        )
        self.assertEqual(len(batch["question_ids"]), 3)

    def test_a_target_of_zero_is_a_target(self):
        self.kpi.write({"target": 0, "has_target": True})
        self.assertNotIn("kpi_targets", self._codes(self.job))

    def test_messages_name_the_records(self):
        self.kpi.write({"target": 0, "has_target": False})
        [answer] = self._ask(self.job)
        message = next(item["message"] for item in answer["missing"] if item["code"] == "kpi_targets")
        self.assertIn("Crane availability", message)

    def test_messages_in_the_language_of_the_caller(self):
        [english] = self._ask(self._empty_job(), lang="en_US")
        [chinese] = self._ask(self._empty_job(), lang="zh_CN")
        self.assertEqual([i["code"] for i in english["missing"]], [i["code"] for i in chinese["missing"]])
        for one, other in zip(english["missing"], chinese["missing"], strict=True):
            with self.subTest(code=one["code"]):
                self.assertNotEqual(one["message"], other["message"])
                self.assertRegex(other["message"], "[\u4e00-\u9fff]")

    def test_order_and_duplicates_of_the_records(self):
        jobs = self.job | self._empty_job()
        self.assertEqual([a["job_id"] for a in self._ask(jobs[::-1])], jobs[::-1].ids)
        self.assertEqual(self._ask(self.env["hr.job"]), [])
