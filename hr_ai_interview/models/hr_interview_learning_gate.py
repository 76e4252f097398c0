from odoo import api, models
from odoo.tools import format_list


class HrInterviewLearningGate(models.AbstractModel):
    """The brakes of a run in words. Their numbers are frozen in ``facts``, the sentence is the reader's.

    A brake is "passed", "failed" or "not_run". What failed holds the run; nobody can approve past it. The
    fairness brake is a hook: it is "not_run" until an add-on that has group labels answers it.
    """

    _name = "hr.interview.learning.gate"
    _description = "Brakes of a Learning Run"

    def _get_gates(self):
        """Return [{"name","passed","status","label","result","detail"}] in the order they were tried."""
        results = {
            "passed": self.env._("passed"),
            "failed": self.env._("failed"),
            "not_run": self.env._("not run"),
        }
        return [
            {
                "name": gate["name"],
                "passed": gate["status"] == "passed",
                "status": gate["status"],
                "label": self._get_gate_labels().get(gate["name"], gate["name"]),
                "result": results[gate["status"]],
                "detail": self._say_gate(gate),
            }
            for gate in (self.facts or {}).get("gates", [])
        ]

    def _get_failed_gates(self):
        return [gate for gate in self._get_gates() if gate["status"] == "failed"]

    @api.model
    def _get_gate_labels(self):
        return {
            "data_quality": self.env._("Data quality"),
            "minimum": self.env._("Enough outcomes"),
            "plausible": self.env._("Plausible"),
            "placebo": self.env._("Placebo check"),
            "hold_out": self.env._("Hold-out"),
            "step": self.env._("Step limit"),
            "drift": self.env._("Drift"),
            "prospective": self.env._("Later hires"),
            "fairness": self.env._("Fairness"),
        }

    @api.model
    def _say_gate(self, gate):
        """A brake of an add-on that is gone has no sentence."""
        say = getattr(self, f"_say_gate_{gate['name']}", None)
        return say(gate["status"], **gate["values"]) if say else ""

    @api.model
    def _fairness_gate(self, data, keys, result):
        """Return {"status","values"} of the fairness brake; extended by who has group labels."""
        return {"status": "not_run", "values": {}}

    # --- sentences -------------------------------------------------------------------------------

    @api.model
    def _say_gate_data_quality(self, status, score, reasons, faults):
        said = {
            "pairs": self.env._("fewer than 30 usable outcomes"),
            "gaps": self.env._("%s hires whose outcome is due have none", faults.get("gaps", 0)),
            "impossible": self.env._("%s impossible values", faults.get("impossible", 0)),
            "dates": self.env._("%s outcomes dated before the hire", faults.get("dates", 0)),
            "duplicates": self.env._("%s people counted more than once", faults.get("duplicates", 0)),
            "contaminated": self.env._(
                "%s outcomes judged by an interviewer of that person", faults.get("contaminated", 0)
            ),
            "no_variance": self.env._("all outcomes are the same"),
        }
        shown = reasons or [code for code, bad in faults.items() if bad and code != "pairs"]
        parts = [said[code] for code in shown if code in said]
        score = self.env._("%s of 100", score)
        return ": ".join([score, format_list(self.env, parts)]) if parts else score

    @api.model
    def _say_gate_minimum(self, status, n, least):
        if status == "failed":
            return self.env._(
                "%(n)s outcomes; weights move from %(least)s on, a reliable ranking needs about 150.",
                n=n,
                least=least,
            )
        return self.env._("%(n)s outcomes, at least %(least)s are needed.", n=n, least=least)

    @api.model
    def _say_gate_plausible(self, status, n, value=None, limit=None):
        if status == "not_run":
            return self.env._("Too few outcomes: %(n)s.", n=n)
        return self.env._(
            "The composite correlates %(value)s with the outcome. Above %(limit)s it is suspicious: look for "
            "outcomes that knew the scores, or people counted twice.",
            value=f"{value:.2f}",
            limit=f"{limit:.2f}",
        )

    @api.model
    def _say_gate_placebo(self, status, share=None, limit=None, repeats=0, n=0):
        if status == "not_run":
            return self.env._("Too few outcomes to shuffle.")
        return self.env._(
            "With outcomes shuffled %(repeats)s times, %(share)s %% of the questions look good; at most "
            "%(limit)s %% may.",
            repeats=repeats,
            share=f"{100 * share:.1f}",
            limit=f"{100 * limit:.0f}",
        )

    @api.model
    def _say_gate_hold_out(self, status, n, difference=None, low=None, high=None):
        if status == "not_run":
            return self.env._("Too few later outcomes to judge by: %(n)s.", n=n)
        return self.env._(
            "Weights learned from the earlier hires, judged by %(n)s later ones: correlation with the "
            "outcome %(difference)s against the weights in force (%(low)s to %(high)s).",
            n=n,
            difference=f"{difference:+.2f}",
            low=f"{low:+.2f}",
            high=f"{high:+.2f}",
        )

    @api.model
    def _say_gate_step(self, status, largest, limit, n_in, n_out):
        return self.env._(
            "The largest change of a weight is %(largest)s, at most %(limit)s is allowed. %(come)s questions "
            "come into use, %(leave)s leave it.",
            largest=f"{largest:.2f}",
            limit=f"{limit:.2f}",
            come=n_in,
            leave=n_out,
        )

    @api.model
    def _say_gate_drift(self, status, n_early=0, n_late=0, z=None, psi=None):
        if status == "not_run":
            return self.env._("Too few outcomes to compare two periods.")
        return self.env._(
            "Earlier (%(early)s) against later hires (%(late)s): the composite's correlation moved by "
            "z = %(z)s, the scores by PSI = %(psi)s (limits 2.58 and 0.25).",
            early=n_early,
            late=n_late,
            z=f"{z:+.2f}",
            psi=f"{psi:.2f}",
        )

    @api.model
    def _say_gate_prospective(self, status, n=0, least=0, difference=None, low=None, high=None):
        if status == "not_run" and least:
            return self.env._(
                "%(n)s outcomes of hires made since the learned weights came into force; they are judged "
                "from %(least)s on.",
                n=n,
                least=least,
            )
        if status == "not_run":
            return self.env._("No learned weights are in force yet.")
        return self.env._(
            "%(n)s hires made since the learned weights came into force: correlation with the outcome "
            "%(difference)s against equal weights (%(low)s to %(high)s). Where learned weights are not "
            "better, go back to equal ones.",
            n=n,
            difference=f"{difference:+.2f}",
            low=f"{low:+.2f}",
            high=f"{high:+.2f}",
        )

    @api.model
    def _say_gate_fairness(self, status):
        if status == "not_run":
            return self.env._("No group labels: nobody has checked whether questions treat groups alike.")
        return self.env._("Questions were checked for groups.")
