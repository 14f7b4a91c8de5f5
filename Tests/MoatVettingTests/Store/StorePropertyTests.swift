import MoatModel
import MoatTestSupport
import Testing

@testable import MoatVetting

/// What must hold of every store, on random ones that are as awkward as texts can be.
@Suite struct `Any store` {
  private static let rounds = 300

  @Test func `reads back as it was written`() throws {
    var random = SeededGenerator(seed: 51)
    for _ in 0..<Self.rounds {
      let store = RandomStore.make(&random)
      let texts = VetStoreWriter.texts(of: store)
      let again = VetStore(
        configuration: try VetStoreReader.configuration(
          SourceText(path: "config.toml", text: texts.configuration)),
        audits: try VetStoreReader.audits(SourceText(path: "audits.toml", text: texts.audits)),
        imports: try VetStoreReader.imports(SourceText(path: "imports.lock", text: texts.imports)))
      #expect(again == store.tidied())
      #expect(VetStoreWriter.texts(of: again) == texts)
    }
  }

  @Test func `can be edited into any other`() throws {
    var random = SeededGenerator(seed: 52)
    var edited = 0
    for _ in 0..<Self.rounds {
      var old = RandomStore.make(&random)
      let new = RandomStore.make(&random)
      // Close enough to have lines in common.
      old.configuration.exemptions.merge(new.configuration.exemptions) { $1 }
      let lines = VetStoreWriter.text(of: old.configuration).split(
        separator: "\n", omittingEmptySubsequences: false)
      let text = lines.map {
        $0.hasPrefix("[") && Bool.random(using: &random) ? "# remark\n\($0)" : "\($0)"
      }.joined(separator: "\n")
      let source = SourceText(path: "config.toml", text: text)
      let edit: StoreEdit
      do throws(StoreEdit.Failure) {
        edit = try StoreEdit.configuration(source, to: new.configuration)
      } catch {
        if case .unreadable = error { Issue.record("\(error.message)") }
        continue
      }
      edited += 1
      let again = try VetStoreReader.configuration(SourceText(path: "config.toml", text: edit.text))
      #expect(again.tidied() == new.configuration.tidied())
      let kept = Self.remarks(edit.text) + edit.lost.count { $0.text == "# remark" }
      #expect(kept >= Self.remarks(text))
    }
    #expect(edited > Self.rounds / 2)
  }

  /// How often the comment `# remark` stands in a text; not inside strings.
  private static func remarks(_ text: String) -> Int {
    let source = SourceText(path: "config.toml", text: text)
    return TOMLComments.spans(in: source.bytes).count { source.text(at: $0) == "# remark" }
  }

  @Test func `is read or refused when it is damaged`() {
    var random = SeededGenerator(seed: 53)
    for _ in 0..<Self.rounds {
      let texts = VetStoreWriter.texts(of: RandomStore.make(&random))
      for (file, text) in [
        (StoreFile.configuration, texts.configuration), (.audits, texts.audits),
        (.imports, texts.imports),
      ] {
        let source = SourceText(path: file.name, bytes: random.damaged(Array(text.utf8)))
        do throws(VetStoreError) {
          switch file {
          case .configuration: _ = try VetStoreReader.configuration(source)
          case .audits:
            _ = try VetStoreReader.foreignAudits(source)
            _ = try VetStoreReader.audits(source)
          case .imports: _ = try VetStoreReader.imports(source)
          }
        } catch {
          #expect(!error.message.isEmpty)
          #expect(error.span.upper <= source.bytes.count)
        }
      }
    }
  }
}
