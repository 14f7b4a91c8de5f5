import MoatFindings
import MoatModel
import MoatSyntax

/// Finds where the entries of a store are written, so that a report can point at them.
///
/// A store is read into values without places. Most runs report nothing, so the places are looked for
/// when they are wanted.
struct StorePlaces {
  private let configuration: File
  private let audits: File
  private let imports: File

  init(_ texts: VetStoreTexts) {
    configuration = File(texts.configuration)
    audits = File(texts.audits)
    imports = File(texts.imports)
  }

  /// One file, parsed again.
  private struct File {
    let label: Label
    let root: TOMLTable?

    init(_ source: SourceText) {
      label = Label(source.path)
      do throws(TOMLError) {
        root = try TOMLDocument(parsing: source).root
      } catch {
        root = nil
      }
    }

    /// The entry of a list that fits; the file where there is none.
    func entry(_ list: TOMLValue?, where fits: (TOMLTable) -> Bool) -> Label {
      let tables = list?.array?.compactMap(\.table) ?? []
      guard let found = tables.first(where: fits) else { return label }
      return Label(label.path, found.headerSpan ?? found.span)
    }
  }

  func importDeclaration(_ name: String) -> Label {
    let table = configuration.root?["imports"]?.table?[name]?.table
    return table.map { Label(configuration.label.path, $0.headerSpan ?? $0.span) }
      ?? configuration.label
  }

  func exemption(of crate: String, _ exemption: Exemption) -> Label {
    let root = configuration.root
    let list = (root?["exemptions"] ?? root?["unaudited"])?.table?[crate]
    return configuration.entry(list) { table in
      version(table["version"]) == exemption.version
        && names(table["criteria"]) == exemption.criteria
    }
  }

  func trust(_ entry: TrustPeriods.Entry) -> Label {
    let key = entry.kind == .trust ? "trusted" : "wildcard-audits"
    return audits.entry(audits.root?[key]?.table?[entry.crate]) { table in
      guard day(table["start"]) == entry.start, day(table["end"]) == entry.end else { return false }
      switch entry.source {
      case .user(let number):
        return table["user-id"]?.integer.map { UInt64(clamping: $0) } == number
      case .trustedPublisher(let name): return table["trusted-publisher"]?.string == name
      }
    }
  }

  /// - Parameter importName: nil for the project's own audits.
  func audit(_ audit: AuditEntry, of crate: String, from importName: String?) -> Label {
    let file = importName == nil ? audits : imports
    let audits =
      importName.map { file.root?["audits"]?.table?[$0]?.table?["audits"] }
      ?? file.root?["audits"]
    return file.entry(audits?.table?[crate]) { table in
      names(table["criteria"]) == audit.criteria && isKind(audit.kind, table)
        && table["notes"]?.string == audit.notes
    }
  }

  private func isKind(_ kind: AuditKind, _ table: TOMLTable) -> Bool {
    switch kind {
    case .full(let audited): return version(table["version"]) == audited
    case .delta(let from, let to): return table["delta"]?.string == "\(from) -> \(to)"
    case .violation(let requirement):
      guard let text = table["violation"]?.string else { return false }
      do {
        return try VetRequirement(parsing: text) == requirement
      } catch {
        return false
      }
    }
  }

  private func version(_ value: TOMLValue?) -> VetVersion? {
    guard let text = value?.string else { return nil }
    do {
      return try VetVersion(parsing: text)
    } catch {
      return nil
    }
  }

  private func day(_ value: TOMLValue?) -> Day? {
    (value?.string ?? value?.datetime).flatMap { Day($0) }
  }

  private func names(_ value: TOMLValue?) -> [String] {
    value?.string.map { [$0] } ?? value?.array?.compactMap(\.string) ?? []
  }
}
