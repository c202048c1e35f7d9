import Testing

@testable import SiteData

@Suite struct DumpParserTests {
  private func rows(_ sql: String, chunk: Int = 1 << 16) throws(SiteDataError) -> [[String?]] {
    let (dump, _) = try RecordedDump.read(Array(sql.utf8), chunk: chunk)
    return (dump.rows["t"] ?? []).map { $0.map { $0.map { String(decoding: $0, as: UTF8.self) } } }
  }

  @Test(arguments: [
    (#"'a''b'"#, "a'b"), (#"'a\'b'"#, "a'b"), (#"'\\'"#, #"\"#), (#"'\\\''"#, #"\'"#), (#"''"#, ""), (#"''''"#, "'"),
    (#"'\n\t\r\b\Z\0'"#, "\n\t\r\u{8}\u{1A}\0"), (#"'\%\_\q'"#, #"\%\_q"#), (#""a'b""c\"d""#, #"a'b"c"d"#),
    ("-12", "-12"), ("1.5e-7", "1.5e-7"), ("+3", "+3"), (".5", ".5"), ("0x4D79", "My"), ("x'4D79'", "My"),
    ("X'4d'", "M"), ("x''", ""), ("b'1001101'", "M"), ("0b1001101", "M"), ("0xD", "\r"), ("_binary 'ab'", "ab"),
    ("_utf8mb4'é'", "é"), ("_utf8mb3 0x4D", "M"), ("'-- ); /* */ # ('", "-- ); /* */ # ("),
  ])
  func `a value reads as MySQL reads it`(sql: String, value: String) throws {
    for chunk in [1, 2, 1000] {
      #expect(
        try rows("INSERT INTO `t` VALUES (\(sql),NULL),( 7 , \(sql) );", chunk: chunk) == [
          [value, nil], ["7", value],
        ]
      )
    }
  }

  @Test(arguments: [
    "INSERT INTO t VALUES (1,'a');", "insert ignore into t values (1,'a') ;", "REPLACE INTO `t` VALUES\n(1,'a')\n;\n",
    "INSERT INTO `x`.`t` (`id`, `s`) VALUES (1,'a');", "INSERT INTO \"t\" VALUES (1,'a') ON DUPLICATE KEY UPDATE id=1;",
    "/*!50003 INSERT INTO t VALUES (1,'a') */;", "INSERT /* c; */ INTO t VALUES /* c' */ (1,'a') /* , */;",
    "# don't\n-- don't\n/* don't */ INSERT INTO t VALUES (1,'a');", "\u{FEFF}INSERT INTO t VALUES (1,'a');",
    "/*M!999999\\- enable the sandbox mode */ \nINSERT INTO t VALUES (1,'a');",
    "/*!999999\\- enable the sandbox mode */ \nINSERT INTO t VALUES (1,'a');",
    "DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`h`*/ /*!50003 TRIGGER x BEGIN -- don't\n SELECT ';'; END */;;\nDELIMITER ;\nINSERT INTO t VALUES (1,'a');",
    "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //\nDELIMITER ;\nINSERT INTO t VALUES (1,'a');",
    "SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '3e11fa47-71ca-11e1:1-77';INSERT INTO t VALUES (1,'a');",
    "/*!50001 CREATE VIEW `v` AS SELECT 1 AS `a;b`*/;;;\nINSERT INTO t VALUES (1,'a');",
    "LOCK TABLES `t` WRITE;\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\nINSERT INTO t VALUES (1,'a');\nUNLOCK TABLES;",
    "mysqldump: [Warning] Using a password on the command line interface can be insecure.\r\nINSERT INTO t VALUES\r\n(1,'a');\r\n",
  ])
  func `rows are found among all that stands in dumps`(sql: String) throws {
    for chunk in [1, 2, 3, 7, 1000] { #expect(try rows(sql, chunk: chunk) == [["1", "a"]]) }
  }

  @Test func `lines that a terminal has ended read as they were, in text as well`() throws {
    let sql = "SET NAMES utf8mb4;\r\nINSERT INTO t VALUES (1,'a\r\nb\\r\\n');\r\n"
    for chunk in [1, 2, 1000] {
      let read = try rows(sql, chunk: chunk)
      #expect(read == [["1", "a\nb\r\n"]], "\(chunk)")
    }
  }

  @Test func `a backslash is no escape where the dump says so`() throws {
    let sql = "SET SQL_MODE='NO_BACKSLASH_ESCAPES';INSERT INTO t VALUES ('a\\',2);"
    for chunk in [1, 1000] { #expect(try rows(sql, chunk: chunk) == [["a\\", "2"]]) }
  }

  @Test(arguments: [
    ("INSERT INTO t VALUES (1,'a'", SiteDataError.Code.truncated), ("INSERT INTO t VALUES (1,'a'),", .truncated),
    ("INSERT INTO t VALUES (1,'a')", .truncated), ("INSERT INTO t VAL", .truncated),
    ("CREATE TABLE t (a int", .truncated),
    ("-- MySQL dump 10.13  Distrib 8.4.11, for Linux (x86_64)\nINSERT INTO t VALUES (1,2);\n", .truncated),
    ("INSERT INTO t VALUES (1,'a')(2,'b');", .garbled), ("INSERT I(NTO t VALUES (1);", .garbled),
    ("INSERT INTO t SET a = 1;", .garbled), ("INSERT INTO t VALUES (1,'a'),(2);", .garbled),
    ("INSERT INTO t VALUES (1,,'a');", .garbled), ("INSERT INTO t VALUES (1,'a' 'b');", .garbled),
    ("INSERT INTO t VALUES (1,nonsense());", .garbled), ("INSERT INTO t VALUES (1.2.3);", .garbled),
    ("INSERT INTO t VALUES (_latin1'a');", .garbled), ("INSERT INTO t VALUES (1,'a'),,(2,'b');", .garbled),
    ("-- Server version\t8.4.11\nGARBAGE here;\n", .garbled), ("SET NAMES latin1;INSERT INTO t VALUES (1);", .encoding),
    (
      "mysqldump: Error 2013: Lost connection to MySQL server during query when dumping table `t` at row: 5\n",
      .truncated
    ),
  ])
  func `what is cut off or garbled is refused with line and byte`(sql: String, code: SiteDataError.Code) throws {
    for chunk in [1, 2, 1000] {
      let error = #expect(throws: SiteDataError.self) { try rows(sql, chunk: chunk) }
      #expect(error?.code == code, "\(sql)")
      #expect(error?.place.hasPrefix("line ") == true)
    }
  }

  @Test func `an error names the line and the byte of the row`() throws {
    let sql = "-- a comment\nINSERT INTO t VALUES\n(1,'a'),\n(2,oops);\n"
    for chunk in [1, 5, 1000] {
      let error = #expect(throws: SiteDataError.self) { try rows(sql, chunk: chunk) }
      #expect(error?.place == "line 4, byte 47")
    }
  }

  @Test func `a definition gives the columns in their order, whatever else it holds`() throws {
    let sql = """
      CREATE TABLE IF NOT EXISTS `db`.`t` (
        `id` int(11) NOT NULL AUTO_INCREMENT COMMENT 'a, (b) it''s',
        `e` enum('a,b','c)') DEFAULT 'a,b',
        `g` int GENERATED ALWAYS AS (`id` + 1) VIRTUAL,
        `key` varchar(3) DEFAULT NULL CHECK (`key` in (1,2)),
        PRIMARY KEY (`id`),
        UNIQUE KEY `u` (`key`,`e`),
        CONSTRAINT `c` FOREIGN KEY (`id`) REFERENCES `o` (`id`)
      ) ENGINE=InnoDB /*!50100 PARTITION BY HASH (id) */;
      """
    for chunk in [1, 1000] {
      let (dump, _) = try RecordedDump.read(Array(sql.utf8), chunk: chunk)
      let table = try #require(dump.tables["t"])
      #expect(table.table.database == "db")
      #expect(table.columns.map(\.name) == ["id", "e", "g", "key"])
      #expect(table.columns.map(\.isGenerated) == [false, false, true, false])
    }
  }

  @Test(arguments: [
    "both.sql.gz", "both.ansi.sql.gz", "both.skip-extended-insert.sql.gz", "both.complete-insert.sql.gz",
  ])
  func `a site's dump reads alike in parts of any size`(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let whole = try RecordedDump.read(bytes, chunk: bytes.count).0
    #expect(whole.rows["courseware_odd"]?.count == 3)
    for chunk in [1, 13, 4096] {
      let parts = try RecordedDump.read(bytes, chunk: chunk).0
      #expect(parts.rows == whole.rows, "\(chunk)")
      #expect(parts.databases == whole.databases)
    }
  }
}
