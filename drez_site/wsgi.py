"""What gunicorn serves. Production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

from drez_site.delivery.long_paths import LongPaths
from drez_site.delivery.page_store import with_page_store

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drez_site.settings.production")

application = LongPaths(with_page_store(get_wsgi_application()))
