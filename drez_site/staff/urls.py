"""Addresses of staff beside those of the admin: links that work once, and what they lead to."""

from django.urls import path

from . import set_up

urlpatterns = [
    path("once/<int:pk>/<str:token>/", set_up.demonstration_login, name="one-time-login"),
    path("set-up/<int:pk>/<str:token>/", set_up.begin, name="staff-set-up"),
    path("set-up/password/", set_up.choose_password, name="staff-set-up-password"),
    path("set-up/phone/", set_up.add_phone, name="staff-set-up-phone"),
]
