{
    "name": "Bad add-on",
    "version": "19.0.1.0.0",
    "author": "Nobody",
    "license": "LGPL-3",
    "depends": ["base"],
    "data": ["views/bad_views.xml"],
}
