import MoatModel
import MoatVetting
import Testing

@Suite struct `Edits of a store` {
  private static let text = """

    # cargo-vet config file
    # Kept by the security team.

    [cargo-vet]
    version = "0.10"

    # Upstream of half our crates
    [imports.peer]
    url = "https://peer.example/audits.toml" # mirrored
    owner = "ann"

    # waits for 1.1
    [[exemptions.a]]
    version = "1.0.0" # see ticket 7
    criteria = "safe-to-deploy"

    [[exemptions.b]]
    version = "1.0.0"
    # only for tests
    criteria = "safe-to-run"

    """

  private static func edited(
    _ text: String = text, _ change: (inout VetConfiguration) throws -> Void
  ) throws -> StoreEdit {
    let source = SourceText(path: "config.toml", text: text)
    var configuration = try VetStoreReader.configuration(source)
    try change(&configuration)
    let edit = try StoreEdit.configuration(source, to: configuration)
    let again = try VetStoreReader.configuration(SourceText(path: "config.toml", text: edit.text))
    #expect(again.tidied() == configuration.tidied())
    return edit
  }

  private static func exemption(_ version: String) throws -> Exemption {
    Exemption(version: try VetVersion(parsing: version), criteria: ["safe-to-run"])
  }

  @Test func `leave a file alone that says it all`() throws {
    let edit = try Self.edited { _ in }
    #expect(edit == StoreEdit(text: Self.text))
  }

  @Test func `put an entry in its place`() throws {
    let edit = try Self.edited { $0.exemptions["ab"] = [try Self.exemption("2.0.0")] }
    let place = "criteria = \"safe-to-deploy\"\n"
    let added = "\n[[exemptions.ab]]\nversion = \"2.0.0\"\ncriteria = \"safe-to-run\"\n"
    #expect(edit == StoreEdit(text: Self.text.replacing(place, with: place + added)))
  }

  @Test func `put an entry before the comment of the next`() throws {
    let edit = try Self.edited { $0.exemptions["Z"] = [try Self.exemption("2.0.0")] }
    let place = "# waits for 1.1\n"
    let added = "[[exemptions.Z]]\nversion = \"2.0.0\"\ncriteria = \"safe-to-run\"\n\n"
    #expect(edit == StoreEdit(text: Self.text.replacing(place, with: added + place)))
  }

  @Test func `leave keys and remarks at the end of an entry with it`() throws {
    for end in ["owner = \"ann\"\n", "# done\n", "# more:\nowner = \"ann\" # done\n"] {
      for rest in ["", "\n# about the file\n"] {
        let edit = try Self.edited(Self.text + end + rest) {
          $0.exemptions["c"] = [try Self.exemption("2.0.0")]
        }
        let added = "\n[[exemptions.c]]\nversion = \"2.0.0\"\ncriteria = \"safe-to-run\"\n"
        #expect(edit == StoreEdit(text: Self.text + end + added + rest))
      }
    }
  }

  @Test func `keep the remark behind a value that changes`() throws {
    let edit = try Self.edited {
      $0.exemptions["a"]?[0].version = try VetVersion(parsing: "1.0.1")
      $0.imports["peer"]?.urls = ["https://peer.example/new.toml"]
    }
    let expected = Self.text.replacing("\"1.0.0\" # see", with: "\"1.0.1\" # see")
      .replacing("/audits.toml\"", with: "/new.toml\"")
    #expect(edit == StoreEdit(text: expected))
  }

  @Test func `say what went with an entry`() throws {
    let edit = try Self.edited { $0.exemptions["b"] = nil }
    #expect(edit.lost == [StoreEdit.Loss(text: "# only for tests", line: nil)])
    #expect(
      edit.text
        == Self.text.prefix(
          upTo: Self.text.firstRange(of: "\n[[exemptions.b")?.lowerBound ?? Self.text.endIndex))
  }

  @Test func `write a file anew that has nothing to lose`() throws {
    let drifted = "[cargo-vet]\nversion = '0.10'\n[[exemptions.b]]\nversion='1.0.0'\n"
    let edit = try Self.edited(drifted) { $0.exemptions["a"] = [try Self.exemption("2.0.0")] }
    #expect(edit.isCanonical)
    #expect(edit.text.hasPrefix("\n# cargo-vet config file\n\n[cargo-vet]"))
    let canonical = try Self.edited(edit.text) { $0.exemptions["a"] = nil }
    #expect(canonical.isCanonical)
  }

  @Test func `refuse what they cannot change in place`() throws {
    let inline = """
      # cargo-vet config file
      # ours
      exemptions = { a = [{ version = "1.0.0", criteria = "safe-to-run" }] }
      """
    let source = SourceText(path: "config.toml", text: inline)
    var configuration = try VetStoreReader.configuration(source)
    configuration.exemptions["a"]?[0].version = try VetVersion(parsing: "2.0.0")
    let failure = StoreEdit.Failure.noPlace(
      wouldLose: [StoreEdit.Loss(text: "# ours", line: 2)])
    #expect(throws: failure) { try StoreEdit.configuration(source, to: configuration) }
  }

  @Test func `take all three files together`() throws {
    let old = VetStoreTexts(
      configuration: SourceText(path: "config.toml", text: Self.text),
      audits: SourceText(path: "audits.toml", text: "\n# cargo-vet audits file\n\n[audits]\n"),
      imports: SourceText(
        path: "imports.lock", text: "# whose?\n\n# cargo-vet imports lock\n\n[audits.peer.audits]\n"
      ))
    let today = try #require(Day("2026-11-21"))
    var store = try VetStore(reading: old, options: VetStoreOptions(today: today))
    #expect(
      VetStoreEdit.losses(in: old, of: store).map(\.file).suffix(2) == [.configuration, .imports])
    store.configuration.exemptions["b"] = nil
    store.audits.audits["b"] = [
      AuditEntry(criteria: ["safe-to-run"], kind: .full(VetVersion(Version(1, 0, 0))))
    ]
    let edit = try VetStoreEdit(old, to: store)
    #expect(edit.unformatted == [.configuration])
    #expect(edit.lost.map(\.loss.text) == ["# only for tests", "# whose?"])
    #expect(edit.texts.audits == VetStoreWriter.texts(of: store).audits)
    #expect(edit.texts.imports == VetStoreWriter.texts(of: store).imports)
    #expect(edit.texts.configuration.contains("# mirrored"))
  }

  @Test func `list what a canonical text would lose`() throws {
    let source = SourceText(path: "config.toml", text: Self.text)
    let canonical = VetStoreWriter.text(of: try VetStoreReader.configuration(source))
    let losses = StoreEdit.losses(in: source, .configuration, canonical: canonical)
    #expect(
      losses.map { "\($0.line ?? 0): \($0.text)" } == [
        "3: # Kept by the security team.", "8: # Upstream of half our crates", "10: # mirrored",
        "11: owner = \"ann\"", "13: # waits for 1.1", "15: # see ticket 7", "20: # only for tests",
      ])
  }

  @Test func `know a comment from a string`() throws {
    let text = ##"""
      [audits]
      [[audits.a]]
      version = "1.0.0"
      who = '# no' # yes 1
      notes = """
      # no \"""""" # yes 2
      criteria = [ # yes 3
        "x", '''# no'''''', "" # yes 4
      ]
      """##
    let source = SourceText(path: "audits.toml", text: text)
    let losses = StoreEdit.losses(in: source, .audits, canonical: "")
    #expect(losses.map(\.text) == (1...4).map { "# yes \($0)" })
  }
}

extension StoreEdit {
  /// An edit of a file that is not canonical, without a loss.
  fileprivate init(text: String) { self.init(text: text, lost: [], isCanonical: false) }
}
