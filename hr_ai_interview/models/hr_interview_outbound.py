import dataclasses

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import EngineInputError, codec


class HrInterviewOutbound(models.AbstractModel):
    """What leaves the database: allowed by the provider's record, screened, redacted, in one place.

    The request of the seam is the list of what may go out at all. Of it, résumé and answers need the leave of
    the provider's record; every text is redacted; texts of candidates are cleaned of what no reader sees, and
    held for a person when they talk to the model.
    """

    _name = "hr.interview.outbound"
    _description = "Outgoing Texts"

    @api.model
    def _prepare_task_vals(self, kind, request, provider, applicant=None, subject=None):
        """Return the values of a task for ``request``; refuse what this provider may not get."""
        [vals] = self._prepare_parts_vals(kind, request, [{}], provider, applicant, subject)
        return vals

    @api.model
    def _prepare_parts_vals(self, kind, request, parts, provider, applicant=None, subject=None):
        """Return the values of the tasks of one request: it is screened and redacted once for all.

        :param parts: for each task, the numbers it has in place of those of ``request``: [{"count", "seed"}]
        """
        from ..engine.prompts import get_task

        self._check_allowed(kind, request, provider)
        request, flags, held = self._screen(kind, request)
        redactor = self._get_redactor(provider, applicant)
        redacted = redactor.redact_value(request)
        requests = [dataclasses.replace(redacted, **part) for part in parts]
        task = get_task(kind)
        try:
            messages = task.messages_of(requests)
        except EngineInputError as error:
            raise UserError(str(error)) from error
        common = {
            "kind": kind,
            "state": "held" if held else "queued",
            "provider_id": provider.id,
            "engine": provider.code,
            "model_name": provider.model_name,
            "prompt_version": task.version,
            "restore_map": redactor.to_dict(),
            "subject": subject,
            "applicant_id": applicant.id if applicant else False,
            "user_id": self.env.uid,
            "messages": self._get_flag_messages(flags),
        }
        return [
            {**common, **self._prepare_part_vals(task, part, part_messages, provider)}
            for part, part_messages in zip(requests, messages, strict=True)
        ]

    @api.model
    def _prepare_part_vals(self, task, request, messages, provider):
        from ..engine.reply import estimate_tokens

        payload = codec.dump(task.kind, request)
        tokens_in = sum(estimate_tokens(message["content"]) for message in messages)
        tokens_out = min(task.max_tokens(request), provider.max_tokens)
        return {
            "payload": payload,
            "input_hash": codec.fingerprint(payload),
            "tokens_estimate": tokens_in + tokens_out,
            "cost_estimate": provider._get_cost(tokens_in, tokens_out),
        }

    @api.model
    def _check_allowed(self, kind, request, provider):
        candidate = getattr(request, "candidate", None)
        if kind == "profile" or (candidate and (candidate.resume or candidate.skills)):
            if not provider.send_resume:
                raise UserError(
                    self.env._(
                        "%(provider)s may not be sent résumés. Use the offline engine, or ask an "
                        "administrator to allow it in the record of the provider.",
                        provider=provider.name,
                    )
                )
        if kind in ("score", "followups", "summary") and not provider.send_answers:
            raise UserError(
                self.env._(
                    "%(provider)s may not be sent answers. An administrator can allow it in the record of "
                    "the provider.",
                    provider=provider.name,
                )
            )

    @api.model
    def _screen(self, kind, request):
        """Return (request with cleaned candidate texts, flags, whether a person has to look first)."""
        from ..engine.untrusted import screen

        flags, held = [], []

        def clean(text):
            screened = screen(text)
            flags.extend(screened.flags)
            held.append(screened.held)
            return screened.text

        if kind == "draft" and request.candidate:
            candidate = request.candidate
            points = tuple(
                dataclasses.replace(point, topic=clean(point.topic), answer=clean(point.answer))
                for point in candidate.weak_points
            )
            candidate = dataclasses.replace(candidate, resume=clean(candidate.resume), weak_points=points)
            request = dataclasses.replace(request, candidate=candidate)
        elif kind == "summary":
            entries = tuple(dataclasses.replace(e, answer=clean(e.answer)) for e in request.entries)
            request = dataclasses.replace(request, entries=entries)
        elif kind in ("score", "followups"):
            request = dataclasses.replace(request, answer=clean(request.answer))
        elif kind == "profile":
            request = dataclasses.replace(request, resume=clean(request.resume))
        return request, flags, any(held)

    @api.model
    def _get_flag_messages(self, flags):
        codes = list(dict.fromkeys(flag.code for flag in flags))
        return [self.env["hr.interview.message"]._make("flags", codes=codes)] if codes else []

    @api.model
    def _get_redactor(self, provider, applicant):
        from ..engine.redact import Redactor

        return Redactor(self._get_names(applicant), (), hide_employers=provider.hide_employers)

    @api.model
    def _get_names(self, applicant):
        """Return the names of the candidate and of who may have met them."""
        # sudo: names are read to be taken out, whoever orders the work.
        applicant = (applicant or self.env["hr.applicant"]).sudo()
        people = applicant.user_id | applicant.interviewer_ids | applicant.job_id.user_id
        people |= applicant.job_id.interviewer_ids | self.env.user
        names = [applicant.partner_name, applicant.partner_id.name, *people.mapped("name")]
        return tuple(name for name in names if name)

    @api.model
    def _preview(self, kind, request, provider, applicant=None):
        """Return the very messages that would be sent, as text; nothing is sent or stored."""
        from ..engine.prompts import get_task

        request, _flags, _held = self._screen(kind, request)
        redacted = self._get_redactor(provider, applicant).redact_value(request)
        messages = get_task(kind).messages(redacted)
        return "\n\n".join(f"[{message['role']}]\n{message['content']}" for message in messages)
