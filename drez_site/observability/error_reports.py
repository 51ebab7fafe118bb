"""What Django's own error reports may hold, should a clinic have them sent somewhere."""

from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class ScrubbedReporter(ExceptionReporter):
    """No words of the exception, which can quote what was typed, no query string, nobody's name."""

    def get_traceback_data(self):
        data = super().get_traceback_data()
        for frame in data["frames"]:
            if frame.get("exc_cause"):
                frame["exc_cause"] = type(frame["exc_cause"]).__name__
        path = self.request.path if self.request else ""
        hidden = {"exception_value": "", "exception_notes": "", "request_insecure_uri": path, "user_str": ""}
        return data | hidden | {"request_GET_items": [], "request_FILES_items": [], "settings": {}}


class ScrubbedReports(SafeExceptionReporterFilter):
    """No form, cookie, header or variable."""

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return dict.fromkeys(getattr(request, "POST", None) or (), self.cleansed_substitute)

    def get_safe_cookies(self, request):
        return dict.fromkeys(getattr(request, "COOKIES", None) or (), self.cleansed_substitute)

    def get_safe_request_meta(self, request):
        return {
            name: value
            for name, value in getattr(request, "META", {}).items()
            if name in ("REQUEST_METHOD", "SERVER_PROTOCOL", "drez_site.foundation.request_id")
        }

    def get_traceback_frame_variables(self, request, tb_frame):
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]
