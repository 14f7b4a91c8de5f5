import MoatModel
import MoatVetting
import Testing

/// What is asked of the three files together.
@Suite struct `Checks of a store` {
  private static let config = "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n"
  private static let audits = "\n# cargo-vet audits file\n\n[audits]\n"
  private static let imports = "\n# cargo-vet imports lock\n"

  private static func messages(
    _ config: String = config, _ audits: String = audits, _ imports: String = imports,
    isLocked: Bool = true, replacesImports: Bool = false
  ) throws -> [String] {
    let today = try #require(Day("2023-01-01"))
    let texts = VetStoreTexts(
      configuration: SourceText(path: "config.toml", text: config),
      audits: SourceText(path: "audits.toml", text: audits),
      imports: SourceText(path: "imports.lock", text: imports))
    let options = VetStoreOptions(
      today: today, isLocked: isLocked, replacesImports: replacesImports)
    do throws(VetStoreErrors) {
      _ = try VetStore(reading: texts, options: options)
      return []
    } catch {
      return error.errors.map {
        "\($0.path):\($0.position.line): \($0.message); \($0.help ?? "")"
      }
    }
  }

  @Test func `pass for the smallest store`() throws {
    #expect(try Self.messages() == [])
    #expect(try Self.messages(Self.config + "\n \t\r\n") == [])
  }

  @Test func `want known criteria everywhere`() throws {
    let config = """
      [imports.peer]
      url = "u"
      criteria-map = { theirs = "one" }
      [policy.a]
      criteria = "two"
      dev-criteria = "three"
      dependency-criteria = { b = ["four", "safe-to-run"] }
      [[exemptions.c]]
      version = "1.0.0"
      criteria = "five"
      """
    let audits = """
      [audits]
      [criteria.known]
      description = "text"
      [[trusted.a]]
      criteria = "six"
      user-id = 1
      start = "2020-01-01"
      end = "2021-01-01"
      [[audits.b]]
      criteria = ["known", "seven"]
      version = "1.0.0"
      """
    let imports = """
      [audits.peer.criteria.theirs]
      description = "text"
      implies = "whatever"
      [[audits.peer.audits.b]]
      criteria = "eight"
      version = "1.0.0"
      """
    let help = "the criteria are `safe-to-run`, `safe-to-deploy` and `known`"
    let all = try Self.messages(config, audits, imports, isLocked: false)
    // The policies are read before the exemptions.
    #expect(
      all == [
        "config.toml:3: `one` is not a criterion; \(help)",
        "config.toml:5: `two` is not a criterion; \(help)",
        "config.toml:6: `three` is not a criterion; \(help)",
        "config.toml:7: `four` is not a criterion; \(help)",
        "config.toml:10: `five` is not a criterion; \(help)",
        "audits.toml:10: `seven` is not a criterion; \(help)",
        "audits.toml:5: `six` is not a criterion; \(help)",
        "imports.lock:5: `eight` is not a criterion; \(help)",
      ])
    let replaced = try Self.messages(
      config, audits, imports, isLocked: false, replacesImports: true)
    #expect(replaced == all.dropLast())
  }

  @Test(arguments: [
    (
      "[audits]\n[criteria.a]\nimplies = \"b\"\n[criteria.b]\nimplies = \"a\"\n",
      "the criterion `a` implies itself"
    ),
    ("[audits]\n[criteria.safe-to-run]\n", "`safe-to-run` is built in and cannot be defined"),
  ])
  func `want criteria that make sense`(audits: String, message: String) throws {
    let messages = try Self.messages(Self.config, audits, isLocked: false)
    #expect(messages.count == 1 && messages[0].hasPrefix("audits.toml:1: \(message);"))
  }

  @Test func `want the version that is known`() throws {
    let older = Self.config.replacing("0.10", with: "0.9")
    #expect(try Self.messages(older, isLocked: false) == [])
    #expect(
      try Self.messages(older) == [
        "config.toml:1: the store has version 0.9 and not 0.10; "
          + "run `cargo moat vet fmt`, and commit what it changes"
      ])
    #expect(
      try Self.messages(Self.config.replacing("0.10", with: "0.11"), isLocked: false) == [
        "config.toml:1: the store has version 0.11, and only versions up to 0.10 are known; "
          + "update Moat"
      ])
  }

  @Test func `show in which line a file is not canonical`() throws {
    let texts = VetStoreTexts(
      configuration: SourceText(path: "config.toml", text: Self.config),
      audits: SourceText(path: "audits.toml", text: Self.audits + "\n# a remark\n"),
      imports: SourceText(path: "imports.lock", text: Self.imports))
    let today = try #require(Day("2023-01-01"))
    let thrown = #expect(throws: VetStoreErrors.self) {
      try VetStore(reading: texts, options: VetStoreOptions(today: today, isLocked: true))
    }
    let errors = try #require(thrown).errors
    #expect(errors.map(\.position.line) == [5])
    #expect(
      errors.map(\.reason) == [
        .notCanonical(
          diff: "--- old/audits.toml\n+++ new/audits.toml\n@@ -2,5 +2,3 @@\n"
            + " # cargo-vet audits file\n \n [audits]\n-\n-# a remark\n")
      ])
  }
}
