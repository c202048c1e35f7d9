"""Runs learner-records beside the LMS and Credentials of a Tutor site."""

from __future__ import annotations

import shlex
import typing as t
from pathlib import Path

import click
from tutor import hooks

from . import __version__

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"

hooks.Filters.CONFIG_DEFAULTS.add_items(
    [
        ("LEARNER_RECORDS_VERSION", __version__),
        # Built with data/packaging/container/Containerfile; on Kubernetes a name with a registry.
        ("LEARNER_RECORDS_DOCKER_IMAGE", "learner-records:{{ LEARNER_RECORDS_VERSION }}"),
        # What the service heals: new, what changes from now on; all, what is lost already as well.
        ("LEARNER_RECORDS_HEAL", "new"),
        # Seconds between two looks at the databases.
        ("LEARNER_RECORDS_INTERVAL", 1),
        # Into how many shards the learners are cut, and how many replicas share them on Kubernetes.
        ("LEARNER_RECORDS_SHARDS", 1),
        ("LEARNER_RECORDS_MYSQL_USERNAME", "learner_records"),
        ("LEARNER_RECORDS_OAUTH2_KEY", "learner-records"),
        ("LEARNER_RECORDS_SERVICE_USERNAME", "learner_records"),
        ("LEARNER_RECORDS_STORAGE", "5Gi"),
    ]
)
hooks.Filters.CONFIG_UNIQUE.add_items(
    [
        ("LEARNER_RECORDS_MYSQL_PASSWORD", "{{ 16|random_string }}"),
        ("LEARNER_RECORDS_OAUTH2_SECRET", "{{ 24|random_string }}"),
    ]
)

for service in ("learner-records", "lms"):
    task = (TEMPLATES / "learner-records" / "tasks" / service / "init").read_text(encoding="utf-8")
    # After the tasks of the other plugins: the databases and the tables have to be there.
    hooks.Filters.CLI_DO_INIT_TASKS.add_item((service, task), priority=hooks.priorities.LOW)

hooks.Filters.ENV_TEMPLATE_ROOTS.add_item(str(TEMPLATES))
hooks.Filters.ENV_TEMPLATE_TARGETS.add_item(("learner-records/apps", "plugins"))

for patch in sorted((HERE / "patches").iterdir()):
    hooks.Filters.ENV_PATCHES.add_item((patch.name, patch.read_text(encoding="utf-8")))


@click.command(
    name="learner-records",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    help="Run a command of learner-records on the site's copy, such as: pull, audit --summary, show USERNAME.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def learner_records(arguments: tuple[str, ...]) -> t.Iterable[tuple[str, str]]:
    # 2 says that something is left to repair, which is an answer: a job that failed would be run again.
    command = shlex.join(["learner-records", *arguments])
    folder = "--deployment /var/lib/learner-records/site --config /etc/learner-records/config.yaml"
    yield ("learner-records", f"{command} {folder} || test $? -eq 2")


hooks.Filters.CLI_DO_COMMANDS.add_item(learner_records)
