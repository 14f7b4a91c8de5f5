package import MoatModel
import MoatSyntax
package import MoatVetting

/// What crates.io said of one crate's publishers, as Moat keeps it: a TOML file.
///
/// ```toml
/// version = 1
/// crate = "serde"
/// asked = "2026-11-21T16:40:00Z"
/// trusted-publishing-only = false
/// owners = ["team 5 github:serde-rs:owners", "user 3618 dtolnay David Tolnay"]
/// publications = [
///   "1.0.0 2017-04-20T15:41:39Z user 3618 dtolnay David Tolnay",
///   "1.0.1 2026-01-02T03:04:05Z run 5 abcdef github:serde-rs/serde",
/// ]
/// ```
package enum PublisherRecord {
  /// The crate with most versions has some three thousand, each a line of a hundred bytes.
  package static let sizeLimit = 4 << 20

  /// The text of a record; the same value gives the same text.
  package static func text(of publishing: CratePublishing, asked: Timestamp) -> String {
    var text = """
      version = 1
      crate = \(TOMLQuoting.quoted(publishing.name))
      asked = "\(asked)"

      """
    if let only = publishing.isTrustedPublishingOnly {
      text += "trusted-publishing-only = \(only)\n"
    }
    if let owners = publishing.owners {
      text += array("owners", owners.map { $0.line(withName: true) })
    }
    return text + array("publications", publishing.publications.map(line))
  }

  private static func array(_ key: String, _ lines: [String]) -> String {
    "\(key) = [\n" + lines.map { "  \(TOMLQuoting.quoted($0)),\n" }.joined() + "]\n"
  }

  private static func line(_ publication: Publication) -> String {
    let start = "\(publication.version) \(publication.published) "
    return switch publication.means {
    case .person(let party): start + party.line(withName: true)
    case .workflow(let run):
      start + "run \(run.run ?? "-") \(run.commit ?? "-") \(run.provider):\(run.repository)"
    case .otherProvider(let name): start + "other \(name)"
    case .unrecorded: start + "unrecorded"
    }
  }

  /// Reads a record; the reason says what is wrong with one that cannot be used.
  package static func read(_ source: SourceText) -> Evidence<CratePublishing> {
    let root: TOMLTable
    do throws(TOMLError) { root = try TOMLDocument(parsing: source).root } catch {
      return .unavailable("the record is damaged: \(error.message)")
    }
    guard root["version"]?.integer == 1 else {
      return .unavailable("the record is of another format")
    }
    guard let name = root["crate"]?.string,
      let asked = (root["asked"]?.string).flatMap({ Timestamp($0) }),
      let publications = lines(root["publications"], publication)
    else { return .unavailable("the record is damaged") }
    var owners: [Party]?
    if let value = root["owners"] {
      guard let parties = lines(value, { Party(line: $0) }) else {
        return .unavailable("the record is damaged")
      }
      owners = parties
    }
    return .known(
      CratePublishing(
        name: name, publications: publications, owners: owners,
        isTrustedPublishingOnly: root["trusted-publishing-only"]?.boolean, asked: asked))
  }

  /// nil where the value is no array of strings or one of them is not understood.
  private static func lines<Line>(
    _ value: TOMLValue?, _ parse: (String) -> Line?
  ) -> [Line]? {
    guard let array = value?.array else { return nil }
    var lines: [Line] = []
    for element in array {
      guard let line = element.string.flatMap(parse) else { return nil }
      lines.append(line)
    }
    return lines
  }

  private static func publication(_ line: String) -> Publication? {
    // By bytes: a lockfile's crates have tens of thousands of versions.
    let words = line.utf8.split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false
    ).map(Substring.init)
    guard words.count == 3, let version = try? Version(parsing: String(words[0])),
      let published = Timestamp(String(words[1])), let means = means(words[2])
    else { return nil }
    return Publication(version: version, published: published, means: means)
  }

  private static func means(_ text: Substring) -> Publication.Means? {
    if text == "unrecorded" { return .unrecorded }
    if text.utf8.starts(with: "user ".utf8) { return Party(line: text).map { .person($0) } }
    let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    switch words.first {
    case "other": return .otherProvider(String(text.dropFirst("other ".count)))
    case "run":
      guard words.count == 4, let place = WorkflowRun(source: String(words[3])) else { return nil }
      return .workflow(
        WorkflowRun(
          provider: place.provider, repository: place.repository,
          run: words[1] == "-" ? nil : String(words[1]),
          commit: words[2] == "-" ? nil : String(words[2])))
    default: return nil
    }
  }
}
