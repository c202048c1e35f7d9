CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('sync 1: queue');
INSERT INTO "grdb_migrations" VALUES('sync 2: counts and claims');
INSERT INTO "grdb_migrations" VALUES('sync 3: findings');
INSERT INTO "grdb_migrations" VALUES('sync 4: destinations and plans');
INSERT INTO "grdb_migrations" VALUES('sync 5: rests and one dead task a key');
INSERT INTO "grdb_migrations" VALUES('sync 6: sent posts');
CREATE TABLE sync_count (
  state text NOT NULL, kind text NOT NULL, tasks integer NOT NULL, PRIMARY KEY (state, kind)
) WITHOUT ROWID;
INSERT INTO "sync_count" VALUES('dead','award_course_certificate',1);
INSERT INTO "sync_count" VALUES('done','award_course_certificate',1);
INSERT INTO "sync_count" VALUES('queued','award_course_certificate',2);
INSERT INTO "sync_count" VALUES('running','award_course_certificate',1);
CREATE TABLE sync_sent (
  destination text NOT NULL, username text NOT NULL, program text NOT NULL, status text NOT NULL,
  lms_user_id integer NOT NULL, findings text, attempt integer NOT NULL,
  sent integer NOT NULL, owner text NOT NULL, is_lost integer NOT NULL DEFAULT 0,
  PRIMARY KEY (destination, username, program)
) WITHOUT ROWID;
INSERT INTO "sync_sent" VALUES('site credentials.example.org','ada','8a0b5c3d-0000-4000-8000-000000000001','awarded',7,NULL,1,1790000000000000,'host:1:1',0);
CREATE TABLE sync_setting (name text NOT NULL PRIMARY KEY, value text NOT NULL) WITHOUT ROWID;
INSERT INTO "sync_setting" VALUES('last_plan','1');
CREATE TABLE sync_task (
  id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  key text NOT NULL,
  kind text NOT NULL,
  username text,
  course_run_key text,
  origin text NOT NULL,
  priority integer NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created integer NOT NULL,
  not_before integer NOT NULL,
  started integer,
  finished integer,
  lease_owner text,
  lease_until integer,
  message text
, claims integer NOT NULL DEFAULT 0, findings text, destination text, plan integer, rests integer NOT NULL DEFAULT 0);
INSERT INTO "sync_task" VALUES(1,'award-course/ada/course-v1:N+A+1','award_course_certificate','ada','course-v1:N+A+1','live',0,'queued',0,1790000000000000,1790000000000000,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "sync_task" VALUES(2,'award-course/ben/course-v1:N+A+1','award_course_certificate','ben','course-v1:N+A+1','backfill',1,'queued',2,1790000000000000,1790000000000000,1790000000000000,NULL,NULL,NULL,'503 Service Unavailable',2,'award-lost','site credentials.example.org',1,0);
INSERT INTO "sync_task" VALUES(3,'award-course/eva/course-v1:N+A+1','award_course_certificate','eva','course-v1:N+A+1','live',0,'running',1,1790000000000000,1790000000000000,1790000000000000,NULL,'host:1:1',1790000060000000,NULL,1,NULL,'site credentials.example.org',NULL,0);
INSERT INTO "sync_task" VALUES(4,'award-course/ian/course-v1:N+A+1','award_course_certificate','ian','course-v1:N+A+1','backfill',1,'dead',10,1790000000000000,1790000000000000,1790000000000000,1790000000000000,NULL,NULL,'400 Bad Request',10,'award-lost','site credentials.example.org',1,0);
INSERT INTO "sync_task" VALUES(5,'award-course/joe/course-v1:N+A+1','award_course_certificate','joe','course-v1:N+A+1','live',0,'done',1,1790000000000000,1790000000000000,1790000000000000,1790000000000000,NULL,NULL,NULL,1,NULL,'copy',NULL,0);
CREATE UNIQUE INDEX sync_task_one_queued ON sync_task (key) WHERE state = 'queued';
CREATE UNIQUE INDEX sync_task_one_running ON sync_task (key) WHERE state = 'running';
CREATE INDEX sync_task_due ON sync_task (priority, not_before, id) WHERE state = 'queued';
CREATE INDEX sync_task_ended ON sync_task (state, finished) WHERE state NOT IN ('queued', 'running');
CREATE INDEX sync_task_waiting ON sync_task (created) WHERE state = 'queued';
CREATE INDEX sync_task_retrying ON sync_task (started) WHERE state = 'queued' AND attempts > 0;
CREATE TRIGGER sync_count_insert AFTER INSERT ON sync_task BEGIN
  INSERT INTO sync_count VALUES (NEW.state, NEW.kind, 1) ON CONFLICT DO UPDATE SET tasks = tasks + 1;
END;
CREATE TRIGGER sync_count_delete AFTER DELETE ON sync_task BEGIN
  UPDATE sync_count SET tasks = tasks - 1 WHERE state = OLD.state AND kind = OLD.kind;
END;
CREATE TRIGGER sync_count_move AFTER UPDATE OF state ON sync_task WHEN OLD.state <> NEW.state BEGIN
  UPDATE sync_count SET tasks = tasks - 1 WHERE state = OLD.state AND kind = OLD.kind;
  INSERT INTO sync_count VALUES (NEW.state, NEW.kind, 1) ON CONFLICT DO UPDATE SET tasks = tasks + 1;
END;
CREATE INDEX sync_task_destination ON sync_task (destination) WHERE state = 'queued';
CREATE INDEX sync_task_plan ON sync_task (plan, priority, not_before, id)
WHERE state = 'queued' AND plan IS NOT NULL;
CREATE INDEX sync_task_dead ON sync_task (key) WHERE state = 'dead';
