"""Addresses of the search, the doctors, and the places where they practise."""

app_name = "providers"
urlpatterns = []
