import GRDB

/// The engine's own tables, which live in `lms.sqlite` beside the certificates.
///
/// They must: a task is written in the same transaction as the certificate that caused it. Times are microseconds since
/// 1970 UTC. GRDB keeps the list of applied migrations in `grdb_migrations`.
enum SyncSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("sync 1: queue") { db in
      try db.execute(
        sql: """
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
          );
          CREATE UNIQUE INDEX sync_task_one_queued ON sync_task (key) WHERE state = 'queued';
          CREATE UNIQUE INDEX sync_task_one_running ON sync_task (key) WHERE state = 'running';
          CREATE INDEX sync_task_due ON sync_task (priority, not_before, id) WHERE state = 'queued';
          CREATE INDEX sync_task_ended ON sync_task (state, finished) WHERE state NOT IN ('queued', 'running');
          CREATE TABLE sync_setting (name text NOT NULL PRIMARY KEY, value text NOT NULL) WITHOUT ROWID;
          """
      )
    }
    return migrator
  }
}
