from . import controllers, report, models, wizard  # report first: kits inherit its mixin
