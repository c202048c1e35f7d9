"""Renders a site with the plugin and compares what the plugin adds with the golden files.

`RECORD_GOLDEN=1` writes them anew. Run by `data/packaging/tutor/test` for the oldest and the newest Tutor.
"""

import difflib
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import kubernetes_validate
import yaml
from jsonschema import Draft7Validator

GOLDEN = Path(__file__).parent / "golden"
SETTINGS = {
    "LMS_HOST": "lms.example.org",
    "CMS_HOST": "studio.example.org",
    "ENABLE_HTTPS": True,
    "ID": "golden",
    "MYSQL_ROOT_PASSWORD": "root-password",
    "LEARNER_RECORDS_SHARDS": 3,
    "LEARNER_RECORDS_MYSQL_PASSWORD": "mysql-password",
    "LEARNER_RECORDS_OAUTH2_SECRET": "oauth2-secret",
}
SECRETS = ("mysql-password", "oauth2-secret")
# Where Tutor keeps secrets: the file for compose, the Secret in k8s/deployments.yml.
SECRET_FILES = {"plugins/learner-records/apps/secrets.env", "k8s/deployments.yml"}


def tutor(root, *arguments):
    environment = {**os.environ, "TUTOR_ROOT": root, "TUTOR_PLUGINS_ROOT": root + "/plugins"}
    command = [str(Path(sys.executable).parent / "tutor"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


class RenderedTests(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = cls.folder.name
        Path(root, "config.yml").write_text(yaml.safe_dump(SETTINGS), encoding="utf-8")
        tutor(root, "plugins", "enable", "discovery", "mfe", "credentials", "learner_records")
        tutor(root, "config", "save")
        cls.root, cls.env = root, Path(root, "env")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def read(self, path):
        return yaml.safe_load((self.env / path).read_text(encoding="utf-8"))

    def manifests(self, path):
        text = (self.env / path).read_text(encoding="utf-8")
        return [m for m in yaml.safe_load_all(text) if m and m["metadata"]["name"].startswith("learner-records")]

    def ours(self, path):
        services = self.read(path)["services"]
        return {name: service for name, service in services.items() if name.startswith("learner-records")}

    def compare(self, name, text):
        golden = GOLDEN / name
        if os.environ.get("RECORD_GOLDEN"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        wanted = golden.read_text(encoding="utf-8")
        difference = "".join(difflib.unified_diff(wanted.splitlines(True), text.splitlines(True), "golden", "rendered"))
        self.assertEqual(difference, "")

    def test_compose_services(self):
        self.compare("compose.yml", yaml.safe_dump(self.ours("local/docker-compose.yml")))
        self.compare("compose-jobs.yml", yaml.safe_dump(self.ours("local/docker-compose.jobs.yml")))

    def test_kubernetes_manifests(self):
        for part in ("deployments", "services", "jobs"):
            self.compare(f"k8s-{part}.yml", yaml.safe_dump_all(self.manifests(f"k8s/{part}.yml")))
        generated = self.read("kustomization.yml")["configMapGenerator"]
        self.compare("k8s-configmaps.yml", yaml.safe_dump([g for g in generated if g["name"].startswith("learner")]))

    def test_settings_and_secrets(self):
        apps = self.env / "plugins/learner-records/apps"
        self.compare("config.yaml", (apps / "config.yaml").read_text(encoding="utf-8"))
        self.compare("secrets.env", (apps / "secrets.env").read_text(encoding="utf-8"))

    def test_init_tasks(self):
        templates = Path(__file__).parents[1] / "tutorlearnerrecords/templates/learner-records/tasks"
        for service in ("learner-records", "lms"):
            template = str(templates / service / "init")
            self.compare(f"init-{service}.sh", self.render(template))

    def render(self, template):
        environment = {**os.environ, "TUTOR_ROOT": self.root, "TUTOR_PLUGINS_ROOT": self.root + "/plugins"}
        code = (
            "import sys; from tutor import config, env, hooks;"
            "hooks.Actions.CORE_READY.do(); hooks.Actions.PROJECT_ROOT_READY.do(sys.argv[1]);"
            "c = config.load_full(sys.argv[1]);"
            "print(env.render_str(c, open(sys.argv[2]).read()), end='')"
        )
        return subprocess.run(
            [sys.executable, "-c", code, self.root, template], env=environment, check=True, capture_output=True, text=True
        ).stdout

    def test_compose_schema(self):
        # The package itself does not start without what it needs; its schema is a file of it.
        path = importlib.metadata.distribution("docker-compose").locate_file("compose/config/compose_spec.json")
        validator = Draft7Validator(json.loads(Path(path).read_text(encoding="utf-8")))
        for file in ("local/docker-compose.yml", "local/docker-compose.jobs.yml"):
            document = {"version": "3.7", "services": self.ours(file)}
            self.assertEqual([error.message for error in validator.iter_errors(document)], [], file)

    def test_kubernetes_schema(self):
        for part in ("deployments", "services", "jobs"):
            for manifest in self.manifests(f"k8s/{part}.yml"):
                # Tutor fills in what a job runs.
                kubernetes_validate.validate(manifest, "1.29", strict=True)

    def test_secrets_stand_where_tutor_keeps_them(self):
        holders = {
            str(path.relative_to(self.env))
            for path in self.env.rglob("*")
            if path.is_file() and any(secret in path.read_text("utf-8", errors="ignore") for secret in SECRETS)
        }
        self.assertEqual(holders, SECRET_FILES)

    def test_commands_exist(self):
        self.assertIn("learner-records", tutor(self.root, "local", "do", "--help"))


if __name__ == "__main__":
    unittest.main()
