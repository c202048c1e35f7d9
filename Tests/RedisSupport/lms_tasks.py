"""The LMS's tasks by their names, for a Celery worker of the tests: each run is one line of JSON in a file."""
import datetime
import json
import os

from celery import Celery

app = Celery("lms", broker=os.environ["LMS_BROKER"])
app.conf.task_default_queue = os.environ["LMS_QUEUE"]
app.conf.accept_content = ["json"]
app.conf.worker_prefetch_multiplier = 4
app.conf.broker_connection_retry_on_startup = True
app.conf.broker_transport_options = {"visibility_timeout": int(os.environ.get("LMS_VISIBILITY", "3600"))}
if os.environ.get("LMS_PREFIX"):
    app.conf.broker_transport_options = {
        **app.conf.broker_transport_options, "global_keyprefix": os.environ["LMS_PREFIX"],
    }


def shown(value):
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    return value


def record(task, *arguments):
    line = json.dumps({"task": task, "arguments": [shown(value) for value in arguments]}) + "\n"
    handle = os.open(os.environ["LMS_RECORD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, line.encode())
    os.close(handle)


PROGRAMS = "openedx.core.djangoapps.programs.tasks."


@app.task(bind=True, ignore_result=True, name=PROGRAMS + "award_course_certificate")
def award_course_certificate(self, username, course_run_key):
    record(self.name, username, course_run_key)


@app.task(bind=True, ignore_result=True, name=PROGRAMS + "award_program_certificates")
def award_program_certificates(self, username):
    record(self.name, username)


@app.task(bind=True, ignore_result=True, name=PROGRAMS + "update_certificate_available_date_on_course_update")
def update_certificate_available_date_on_course_update(self, course_key):
    record(self.name, course_key)


@app.task(
    bind=True, ignore_result=True,
    name="openedx.core.djangoapps.credentials.tasks.v1.tasks.send_grade_to_credentials",
)
def send_grade_to_credentials(
    self, username, course_run_key, verified, letter_grade, percent_grade, grade_last_updated
):
    record(self.name, username, course_run_key, verified, letter_grade, percent_grade, grade_last_updated)


if __name__ == "__main__":
    # What the LMS itself would send, for comparison: the same tasks by Celery's own hand.
    app.send_task(
        PROGRAMS + "award_course_certificate", ["zoë", "course-v1:edX+Demo+2024"], queue=os.environ["LMS_QUEUE"]
    )
    app.send_task(
        "openedx.core.djangoapps.credentials.tasks.v1.tasks.send_grade_to_credentials",
        [
            "zoë", "course-v1:edX+Demo+2024", True, "B", 0.8125,
            datetime.datetime(2026, 6, 17, 10, 9, 52, 572000, tzinfo=datetime.timezone.utc),
        ],
        queue=os.environ["LMS_QUEUE"],
    )
