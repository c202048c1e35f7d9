import LearnerRecords
import OpenEdX
import TestSupport
import Testing

@Suite struct `A word for the shell` {
  @Test(arguments: [
    ("learner00004", "learner00004"), ("course-v1:SaltX+H124+2023T1", "course-v1:SaltX+H124+2023T1"), ("", "''"),
    ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$(rm -rf ~)", "'$(rm -rf ~)'"), ("~root", "'~root'"),
    ("Zoë", "'Zoë'"), ("a\u{1b}b", "$'a\\033b'"), ("x'\n", "$'x\\'\\012'"), ("\u{202e}", "$'\\342\\200\\256'"),
    ("zoe\u{308}", "$'zoe\\314\\210'"), ("\u{1F1E9}", "$'\\360\\237\\207\\251'"),
  ])
  func `is quoted where it must be`(text: String, word: String) {
    #expect(ShellWord.quoted(text) == word)
  }

  @Test func `is ASCII where nothing else can be shown`() {
    #expect(ShellWord.quoted("Zoë", asciiOnly: true) == "$'Zo\\303\\253'")
    #expect(ShellWord.option(.user, "é", asciiOnly: true) == "--user $'\\303\\251'")
  }

  @Test func `that begins with a hyphen is tied to its option`() {
    #expect(ShellWord.option(.user, "-x") == "--user=-x")
    #expect(ShellWord.option(.user, "x y") == "--user 'x y'")
  }
}
