import GRDB

/// The engine's own tables, which live in `lms.sqlite` beside the certificates.
///
/// They must: a task is written in the same transaction as the certificate that caused it. Times are microseconds since
/// 1970 UTC. GRDB keeps the list of applied migrations in `grdb_migrations`.
enum SyncSchema {
  /// Makes the tables, or brings those of an older version up to date.
  ///
  /// Processes that open an older queue at once each begin at the same step; the one that comes second at it fails there, or
  /// where the step is noted as done, and finds it done when it looks again.
  static func migrate(_ writer: some DatabaseWriter) throws {
    let migrator = migrator
    for _ in migrator.migrations {
      do { return try migrator.migrate(writer) } catch let error as DatabaseError
        where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
      {}
    }
    try migrator.migrate(writer)
  }

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
    migrator.registerMigration("sync 2: counts and claims") { db in try db.execute(sql: countsAndClaims) }
    // What a backfill posts for, comma-separated, for its journal.
    migrator.registerMigration("sync 3: findings") { db in
      try db.execute(sql: "ALTER TABLE sync_task ADD COLUMN findings text")
    }
    migrator.registerMigration("sync 4: destinations and plans") { db in try db.execute(sql: destinationsAndPlans) }
    migrator.registerMigration("sync 5: rests and one dead task a key") { db in try db.execute(sql: restsAndDead) }
    migrator.registerMigration("sync 6: sent posts") { db in try db.execute(sql: sentPosts) }
    migrator.registerMigration("sync 7: handed over") { db in try db.execute(sql: handedOver) }
    migrator.registerMigration("sync 8: undone") { db in try db.execute(sql: undone) }
    migrator.registerMigration("sync 9: cheaper waiting") { db in try db.execute(sql: cheaperWaiting) }
    return migrator
  }

  /// `claims` grows with each claim of a row and is never set back: a worker that lost its lease is known by it.
  ///
  /// The counts are kept by triggers, because counting a million ended rows at each look would be slow, and code that
  /// forgot to count would not be found.
  private static let countsAndClaims = """
    ALTER TABLE sync_task ADD COLUMN claims integer NOT NULL DEFAULT 0;
    CREATE INDEX sync_task_waiting ON sync_task (created) WHERE state = 'queued';
    CREATE INDEX sync_task_retrying ON sync_task (started) WHERE state = 'queued' AND attempts > 0;
    CREATE TABLE sync_count (
      state text NOT NULL, kind text NOT NULL, tasks integer NOT NULL, PRIMARY KEY (state, kind)
    ) WITHOUT ROWID;
    INSERT INTO sync_count SELECT state, kind, count(*) FROM sync_task GROUP BY state, kind;
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
    """

  /// `destination` is where a task is meant to be posted (``QueueDestination``), null for wherever posts go; `plan` is
  /// the backfill that it belongs to, whose engine claims nothing else.
  private static let destinationsAndPlans = """
    ALTER TABLE sync_task ADD COLUMN destination text;
    ALTER TABLE sync_task ADD COLUMN plan integer;
    UPDATE sync_task SET destination = 'unknown'
    WHERE state IN ('queued', 'running', 'dead') AND (origin = 'backfill' OR attempts > 0);
    CREATE INDEX sync_task_destination ON sync_task (destination) WHERE state = 'queued';
    CREATE INDEX sync_task_plan ON sync_task (plan, priority, not_before, id)
    WHERE state = 'queued' AND plan IS NOT NULL;
    """

  /// Posts of program credentials that were sent to a site and are not yet known to be answered (``SentPosts``).
  private static let sentPosts = """
    CREATE TABLE sync_sent (
      destination text NOT NULL, username text NOT NULL, program text NOT NULL, status text NOT NULL,
      lms_user_id integer NOT NULL, findings text, attempt integer NOT NULL,
      sent integer NOT NULL, owner text NOT NULL, is_lost integer NOT NULL DEFAULT 0,
      PRIMARY KEY (destination, username, program)
    ) WITHOUT ROWID;
    """

  /// Tasks that were handed to a site's workers and whose credential has not been seen yet (``HandedOver``).
  private static let handedOver = """
    CREATE TABLE sync_handed_over (
      destination text NOT NULL, key text NOT NULL, username text, course_run_key text,
      tries integer NOT NULL, first integer NOT NULL, last integer NOT NULL,
      PRIMARY KEY (destination, key)
    ) WITHOUT ROWID;
    """

  /// Rows of which a post of ours was undone, or is to be (``UndoneRows``): what was posted, and when it was undone. The mark
  /// holds while `certificate`, the time at which the LMS saved the certificates behind the row last, is as it was; what undoes
  /// an undoing is no mark.
  private static let undone = """
    CREATE TABLE sync_undone (
      key text NOT NULL PRIMARY KEY, username text NOT NULL, course_run_key text, program text,
      run text NOT NULL, status text NOT NULL, mode text, date_override integer, modified integer,
      undone integer NOT NULL, certificate text, is_mark integer NOT NULL, is_sent integer NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    """

  /// Indexes that most tasks do not enter. A task that waits for its first try waits since it was created, so it is found by
  /// when it is due.
  private static let cheaperWaiting = """
    DROP INDEX sync_task_waiting;
    CREATE INDEX sync_task_waiting ON sync_task (created) WHERE state = 'queued' AND created <> not_before;
    DROP INDEX sync_task_destination;
    CREATE INDEX sync_task_destination ON sync_task (destination) WHERE state = 'queued' AND destination IS NOT NULL;
    """

  /// `rests` says that a task waits because the service asked for it. Of a key at most one task stays dead.
  private static let restsAndDead = """
    ALTER TABLE sync_task ADD COLUMN rests integer NOT NULL DEFAULT 0;
    CREATE INDEX sync_task_dead ON sync_task (key) WHERE state = 'dead';
    UPDATE sync_task SET state = 'skipped',
      message = 'superseded by a newer task; before that: ' || coalesce(message, 'nothing')
    WHERE state = 'dead' AND EXISTS (
      SELECT 1 FROM sync_task AS newer
      WHERE newer.key = sync_task.key AND newer.state = 'dead' AND newer.id > sync_task.id
        AND newer.destination IS sync_task.destination
    );
    """
}
