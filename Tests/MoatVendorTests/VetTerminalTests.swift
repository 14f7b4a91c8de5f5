import Foundation
import MoatTestSupport
import Testing

/// Questions and the editor, on a terminal with a person at the keys.
@Suite(
  .waits, .enabled(if: PseudoTerminal.present != nil && BuiltProgram.url != nil))
struct `Vetting at a terminal` {
  /// A project with an exempt crate, on disk.
  private struct Project {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-terminal-\(UInt64.random(in: 0 ... .max))")

    init() throws {
      try write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n"
          + "left = \"1\"\n")
      try write("src/lib.rs", "")
      try write(
        "Cargo.lock",
        """
        version = 4

        [[package]]
        name = "app"
        version = "0.1.0"
        dependencies = [
         "left",
        ]

        [[package]]
        name = "left"
        version = "1.2.0"
        source = "registry+https://github.com/rust-lang/crates.io-index"
        checksum = "\(String(repeating: "1", count: 64))"

        """)
      try write(
        "supply-chain/config.toml",
        "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n\n[imports.ours]\n"
          + "url = \"list.toml\"\n\n[[exemptions.left]]\nversion = \"1.2.0\"\n"
          + "criteria = \"safe-to-deploy\"\n")
      try write("supply-chain/audits.toml", "\n# cargo-vet audits file\n\n[audits]\n")
      try write("supply-chain/imports.lock", "\n# cargo-vet imports lock\n\n[audits.ours.audits]\n")
      try write(
        "list.toml",
        "[[audits.left]]\nwho = \"B\"\ncriteria = \"safe-to-run\"\nversion = \"1.2.0\"\n")
      try write("temporary/.keep", "")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ path: String, _ text: String) throws {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func text(_ path: String) -> String {
      (try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }

    /// What is left in the folder for temporary files.
    var leftovers: [String] {
      let path = folder.appendingPathComponent("temporary").path
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
        $0 != ".keep"
      }
    }

    /// - Parameter editor: what the editor does, as a shell script with the file in `$1`.
    func run(
      _ arguments: [String], editor: String = "false", _ steps: [PseudoTerminal.Step]
    ) throws -> PseudoTerminal.Session {
      try write("editor.sh", editor + "\n")
      let session = try #require(PseudoTerminal.present).run(
        try #require(BuiltProgram.url), ["vet"] + arguments, in: folder,
        variables: [
          "HOME": folder.path, "TMPDIR": folder.appendingPathComponent("temporary").path,
          "GIT_EDITOR": "sh \(folder.path)/editor.sh", "MOAT_OFFLINE": "1",
        ], steps)
      #expect(session.steps == steps.count, "\(session.output)")
      return session
    }
  }

  /// Uncomments the statement, as somebody who signs does.
  private static let signing = "sed -i 's/^# *I, /I, /' \"$1\""
  private static let certify = ["certify", "left", "1.2.0", "--who", "Ann"]
  private static let question = "Enter takes what has a `*`: "
  private static let (interrupt, end) = ("\u{3}", "\u{4}")

  @Test func `takes criteria that were chosen, and a statement that was signed`() throws {
    let project = try Project()
    defer { project.remove() }
    let session = try project.run(
      Self.certify, editor: Self.signing,
      [
        (Self.question, "9\n"), ("`9` is none of them", ""), (Self.question, "2\n"),
        (Self.question, "\n"), ("choose at least one", ""), (Self.question, "1, safe-to-deploy\n"),
        (Self.question, "safe-to-run safe-to-deploy\n"), (Self.question, "1\n"),
        (Self.question, "\n"),
      ])
    #expect(session.status == 0, "\(session.output)")
    #expect(project.text("supply-chain/audits.toml").contains("criteria = \"safe-to-run\""))
    #expect(project.leftovers.isEmpty)
  }

  @Test(
    arguments: [
      // The end of the input, and an interrupt, at the question.
      (question, end, signing, 2, "no criteria were chosen"),
      (question, interrupt, signing, -2, ""),
      // An editor that fails, that is not there, and one that is ended by an interrupt.
      (question, "\n", "exit 1", 2, "ended with an error; nothing was recorded"),
      (question, "\n", "nothing-of-this-name", 2, "ended with an error; nothing was recorded"),
      (question, "\n", "kill -INT $$", 2, "ended with an error; nothing was recorded"),
      (question, "\n", "echo 'my notes' >> \"$1\"", 2, "    my notes"),
    ] as [(String, String, String, Int32, String)])
  func `records nothing that was not signed`(
    wait: String, keys: String, editor: String, status: Int32, words: String
  ) throws {
    let project = try Project()
    defer { project.remove() }
    let before = project.text("supply-chain/audits.toml")
    let session = try project.run(Self.certify, editor: editor, [(wait, keys)])
    #expect(session.status == status, "\(session.output)")
    #expect(words.isEmpty || session.output.contains(words), "\(session.output)")
    // What went wrong stands on a line of its own.
    #expect(!session.output.contains(": error"), "\(session.output)")
    #expect(project.text("supply-chain/audits.toml") == before)
    #expect(project.leftovers.isEmpty)
  }

  @Test func `leaves Ctrl-C to the editor`() throws {
    let project = try Project()
    defer { project.remove() }
    let kept = try project.run(
      Self.certify + ["--criteria", "safe-to-run"],
      editor: "trap 'echo not yet' INT; echo editing; sleep 1; sleep 1; \(Self.signing)",
      [("editing", Self.interrupt), ("not yet", "")])
    #expect(kept.status == 0, "\(kept.output)")
    #expect(project.text("supply-chain/audits.toml").contains("[[audits.left]]"))
    let ended = try project.run(
      Self.certify + ["--criteria", "safe-to-deploy"], editor: "echo editing; sleep 20",
      [("editing", Self.interrupt)])
    #expect(ended.status == 2, "\(ended.output)")
    #expect(ended.output.contains("nothing was recorded"), "\(ended.output)")
    #expect(!project.text("supply-chain/audits.toml").contains("safe-to-deploy"))
    #expect(project.leftovers.isEmpty)
  }

  @Test(
    arguments: [("y\n", 0), ("YES\n", 0), ("\n", 1), ("yeah\n", 1), (end, 1)] as [(String, Int32)])
  func `accepts a list only where the answer is yes`(keys: String, status: Int32) throws {
    let project = try Project()
    defer { project.remove() }
    let session = try project.run(["imports", "--update"], [("accept this? [y/N] ", keys)])
    #expect(session.status == status, "\(session.output)")
    #expect((project.text("supply-chain/moat-imports.lock") == "") == (status != 0))
  }

  @Test func `asks nobody who does not see the question`() throws {
    let project = try Project()
    defer { project.remove() }
    let session = try #require(PseudoTerminal.present).run(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c", "\"$0\" \"$@\" > out.txt; echo status $?", try #require(BuiltProgram.url).path, "vet",
        "certify", "left", "1.2.0", "--who", "Ann",
      ], in: project.folder, variables: ["HOME": project.folder.path, "MOAT_OFFLINE": "1"], [])
    #expect(session.output.contains("there is no terminal to ask on"), "\(session.output)")
    #expect(session.output.contains("status 2"), "\(session.output)")
  }
}
