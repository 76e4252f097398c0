"""Many records at once, for the simulated past of the demo company."""


def insert(model, rows):
    """Insert ``rows``, dictionaries with the same keys, with the defaults of ``model``; return the records.

    Past ``create``: nothing is computed, checked or sent, and ten thousand rows take about a second. For a
    demo database only.
    """
    if not rows:
        return model.browse()
    stored = {name for name, field in model._fields.items() if field.store and field.column_type}
    defaults = {name: value for name, value in model.default_get(list(stored)).items() if name in stored}
    now = model.env.cr.now()
    defaults |= {
        "create_uid": model.env.uid,
        "create_date": now,
        "write_uid": model.env.uid,
        "write_date": now,
    }
    names = [*rows[0], *(name for name in defaults if name in stored and name not in rows[0])]
    fields = [(name, model._fields[name]) for name in names]
    values = [
        tuple(
            field.convert_to_column_insert(row.get(name, defaults.get(name)), model) for name, field in fields
        )
        for row in rows
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    query = f"INSERT INTO {model._table} ({columns}) VALUES %s RETURNING id"
    ids = model.env.cr.execute_values(query, values, page_size=1000, fetch=True)
    return model.browse([row[0] for row in ids])


def link(model, name, pairs):
    """Insert pairs of ids into the table of a many2many field."""
    field = model._fields[name]
    query = f"INSERT INTO {field.relation} ({field.column1}, {field.column2}) VALUES %s"
    if pairs:
        model.env.cr.execute_values(query, pairs, page_size=1000)
