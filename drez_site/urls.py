"""Addresses: English without a prefix, Spanish under /es/, staff and machines outside both."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

import procedures.urls
from drez_site.assembly import discovery, open_data
from drez_site.assembly.edit_this import edit_this
from drez_site.assembly.search.views import search
from drez_site.assembly.site_health import site_health, site_health_table
from drez_site.assembly.views import home
from drez_site.clinic import policies, views
from drez_site.clinic.security_txt import security_txt
from drez_site.delivery import error_pages
from drez_site.foundation.staff_pages import STAFF_PAGES
from procedures.views import picture
from providers.views import photo

staff_urls = [
    path("edit/", admin.site.admin_view(edit_this), name="edit-this"),
    path("health/", admin.site.admin_view(site_health), name="site-health"),
    path("health/<slug:slug>.csv", admin.site.admin_view(site_health_table), name="site-health-table"),
]

urlpatterns = [
    path(STAFF_PAGES.removeprefix("/"), include("drez_site.staff.urls")),
    path(STAFF_PAGES.removeprefix("/"), include(staff_urls)),
    path(STAFF_PAGES.removeprefix("/"), admin.site.urls),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("favicon.ico", discovery.favicon, name="favicon"),
    path("site.webmanifest", discovery.manifest, name="manifest"),
    path("doctors.csv", open_data.doctors_csv, name="doctors-csv"),
    path("doctors.json", open_data.doctors_json, name="doctors-json"),
    path("photos/<slug:digest>.jpg", photo, name="photo"),
    path("pictures/<slug:digest>/<int:width>x<int:height>.webp", picture, name="picture"),
    *procedures.urls.files,
    *i18n_patterns(
        path("", home, name="home"),
        path("search/", search, name="search"),
        path("contact/", views.contact, name="contact"),
        path("how-we-make-content/", views.how_we_make_content, name="how-we-make-content"),
        *policies.urlpatterns,
        path("", include("procedures.urls")),
        path("", include("providers.urls")),
        prefix_default_language=False,
    ),
]

if settings.SHOW_STYLEGUIDE:
    from drez_site.assembly.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))

handler400 = error_pages.bad_request
handler403 = error_pages.permission_denied
handler404 = error_pages.not_found
handler500 = error_pages.server_error
