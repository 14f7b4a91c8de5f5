import Foundation
import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

/// The stores of cargo-vet's own tests.
@Suite(.enabled(if: SharedData.isPresent)) struct `Stores of cargo-vet's tests` {
  private struct Case: Decodable {
    struct Expected: Decodable { let text: String? }

    let id: String
    let kind: String
    let initial: [String: String]?
    let expect: Expected?
    let today: String?

    var texts: VetStoreTexts {
      func source(_ name: String) -> SourceText {
        SourceText(path: name, text: initial?[name] ?? "")
      }
      return VetStoreTexts(
        configuration: source("config.toml"), audits: source("audits.toml"),
        imports: source("imports.lock"))
    }
  }

  private static func cases() throws -> [Case] {
    let data = try Data(contentsOf: SharedData.folder.appendingPathComponent("vet-cases.json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }

  private static let version = StoreVersion(1, 0)

  @Test func `are read and written back`() throws {
    var count = 0
    for `case` in try Self.cases() where `case`.kind != "validate-locked" {
      let texts = `case`.texts
      let store = VetStore(
        configuration: try VetStoreReader.configuration(texts.configuration),
        audits: try VetStoreReader.audits(texts.audits),
        imports: try VetStoreReader.imports(texts.imports))
      let written = VetStoreWriter.texts(of: store)
      #expect(written.configuration == `case`.initial?["config.toml"], "\(`case`.id)")
      #expect(written.audits == `case`.initial?["audits.toml"], "\(`case`.id)")
      #expect(written.imports == `case`.initial?["imports.lock"], "\(`case`.id)")
      count += 1
    }
    #expect(count > 100)
  }

  @Test func `are refused where cargo-vet refuses them, and only there`() throws {
    let cases = try Self.cases().filter { $0.kind == "validate-locked" }
    #expect(cases.count >= 13)
    for `case` in cases {
      let today = try #require(Day(`case`.today ?? ""))
      let expected = try #require(`case`.expect?.text)
      let passes = expected.allSatisfy(\.isWhitespace)
      do throws(VetStoreErrors) {
        _ = try VetStore(
          reading: `case`.texts,
          options: VetStoreOptions(today: today, version: Self.version, isLocked: true))
        #expect(passes, "\(`case`.id)")
      } catch {
        #expect(!passes, "\(`case`.id)")
        // As many errors, each in a file that cargo-vet names as well.
        let theirs = expected.components(separatedBy: "Error:").count - 1
        #expect(error.errors.count == max(1, theirs), "\(`case`.id)")
      }
    }
  }
}
