"""./run help."""

TEXT = """\
./run COMMAND [ARGUMENTS]

  demo   [--fresh]          make the demo company, do the main job on it, print the report
  serve  [--port N]         the demo company in a browser; Ctrl-C ends everything
  shell                     Odoo shell on the demo database; reads a script from standard input
  test   [--fast|--only TAGS|--rough|--llm|--no-core]
                            all tests: engine, add-ons with browser tours, Odoo's own; with a database server
                            that is killed (--rough: only those); with a small language model on this
                            machine where its wheels can be had (--llm: only those)
  lint   [--fix]            ruff, pylint-odoo, OCA checks, prettier
  i18n   [--check]          refresh the translation files; fails while Chinese is incomplete
  bench  [NAME...]          the measurements in bench/, each against its limit
  shots  SPEC.json FOLDER   pictures of pages in headless Chromium
  python FILE [ARGUMENTS]   run a file in the prepared environment
  odoo   ARGUMENTS          run Odoo itself, e.g. ./run odoo -d other -i survey --stop-after-init
  fresh NAME [--demo]       a database with the stock modules in, to install add-ons into
  setup                     only fetch and prepare what the others need
  help                      this text

Commands that use a database take --db NAME. Python 3.10 to 3.13 is all that must be there; the rest is
fetched into .run/ through the package registries. The second start takes seconds.

Environment:
  RUN_HOME      folder for downloads (default .run)
  RUN_STATE     folder for PostgreSQL, file store and logs (default .run/state); give parallel work its own
  RUN_OUTPUT    folder for output files (default .run/output)
  RUN_DB        name of the demo database (default demo)
  RUN_ADDONS    more folders with add-ons, separated by ':'
  RUN_EXTRAS=0  leave the optional Python packages out
  RUN_DEBIAN_MIRROR  Debian mirror to use instead of the one apt is configured for
  ODOO_HOME     an Odoo 19 to use instead of Debian's package
  DATABASE_URL  (or PGHOST, PGPORT, PGUSER, PGPASSWORD) an existing PostgreSQL >= 13
  PYTHON        the Python to start with
"""


def help(arguments):  # noqa: A001
    print(TEXT, end="")
