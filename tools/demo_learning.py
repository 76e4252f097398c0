"""What the demo company has learned, as lines of the report; all numbers come from the product's methods."""

from tools import demo_history

NOTE = """\
NOTE: this past is simulated. The people, scores, outcomes and decisions of "Simulated candidate ..." and
"Simulated interviewer ..." come from a seeded generator (tools/demo_history_model.py) and were measured
nowhere; they show how learning works, not how well. Those people are archived, which keeps them out of
pipelines and lists. Composites, validities, weights and brakes are what the product computes from the
made-up scores. A run comes into force only if its brakes let it pass; the seed was chosen so that they do."""


def describe(env, runs):
    """Yield the lines: the past, what the newest run found, its brakes, what became of the runs."""
    runs = runs.with_user(env.ref("base.user_admin"))
    shown, newest = runs.get_dashboard({}), runs[-1]
    yield from describe_past(env)
    yield f"{newest.display_name}: {newest.n_people} candidates, {newest.n_pairs} hires with an outcome"
    yield (
        f"    hit rate {share(newest.hit_rate)}, n = {newest.n_in_use} questions in use, "
        f"{newest.hit_status}: expected share with a validity of .20 or more"
    )
    yield (
        f"    success ratio {share(newest.success_ratio)} ({share(newest.success_low)} to "
        f"{share(newest.success_high)}), n = {newest.n_success} hires: share that met the targets"
    )
    yield from describe_questions([row for row in shown["ledger"] if row["validity"] is not False])
    yield "Brakes of this run:"
    yield from (f"    {gate['label']}: {gate['result']}. {gate['detail']}" for gate in shown["gates"])
    yield "Runs:"
    yield from (f"    {line}" for run in runs for line in describe_run(run))
    yield f"To see all this: log in as admin, {menu(env)}"


def describe_past(env):
    Outcome, Applicant = env["hr.interview.outcome"], env["hr.applicant"].with_context(active_test=False)
    people = Applicant.search([("categ_ids.name", "=", demo_history.TAG)])
    past = Outcome.search([("is_current", "=", True), ("applicant_id", "in", people.ids)])
    rated = past.filtered(lambda row: row.rating is not False)
    yield f"{len(people)} simulated candidates, {len(people.filtered('date_closed'))} hired"
    yield (
        f"{len(past)} outcomes after {demo_history.WINDOW} days: {len(past.line_ids)} KPI figures, "
        f"{len(rated)} ratings, {len(past.filtered('is_involuntary'))} dismissals"
    )
    for job, rows in past.grouped("job_id").items():
        met = rows.filtered(lambda row: row.is_met == "met")
        yield f"    {job.name}: {len(rows)} outcomes, {len(met)} reached their targets"
    others = Outcome.search_count([("is_current", "=", True), ("applicant_id", "=", False)])
    yield f"    {others} more of employees who came without an interview; nothing is learnt of them"


def describe_questions(rows):
    """Yield the three best and the three worst questions; ``rows`` have a validity."""
    rows = sorted(rows, key=lambda row: -row["validity"])
    for title, some in (("best", rows[:3]), ("worst", rows[3:][:-4:-1])):
        yield f"The three {title} questions (corrected validity, 90 % interval, n = hires who were asked):"
        for row in some:
            place = "on trial" if row["is_trial"] else f"weight {row['weight']:.2f}"
            yield (
                f"    {row['validity']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f}), n = {row['n']}, "
                f"{row['status']}, {place}, proposed {row['proposed']:.2f}: {row['verdict']}"
            )
            yield f"        [{row['family']}] {row['question']}"


def describe_run(run):
    states = dict(run._fields["state"]._description_selection(run.env))
    yield f"{run.display_name}: {states[run.state]}, {run.n_pairs} outcomes"
    if run.approved_user_id:
        moved = len(run.sudo().weight_ids)
        yield f"    by {run.approved_user_id.name}, {moved} weights in force from {run.effective_date}"
    if run.reason:
        yield f"    {run.reason}"


def menu(env):
    """Return the path of the page of learning in the menu."""
    for name in ("hr_interview_learning_dashboard_menu", "hr_interview_learning_run_menu"):
        if found := env.ref(f"hr_ai_interview.{name}", raise_if_not_found=False):
            return found.complete_name.replace("/", " > ")
    raise AssertionError("The add-on has no menu of learning.")


def share(value):
    return "unknown" if value is False else f"{value:.0%}"
