import MoatModel

/// One advisory in the cache, with the place of its long text.
struct AdvisoryRecord {
  let advisory: Advisory
  /// Where the long text's length-prefixed run begins.
  let descriptionOffset: Int

  /// Writes everything but the description's offset, which comes first and is set later.
  static func write(_ advisory: Advisory, to writer: inout CacheWriter) {
    writer.append(0)
    writer.append(CacheFormat.tag(advisory.collection))
    writer.append(advisory.id)
    writer.append(advisory.package)
    writer.append(advisory.isMalicious)
    writer.append(advisory.withdrawn)
    writer.append(advisory.affected.patched)
    writer.append(advisory.affected.unaffected)
    writer.append(advisory.title)
    writer.append(advisory.date)
    writer.append(kindName(advisory.kind))
    writer.append(advisory.categories)
    writer.append(advisory.aliases)
    writer.append(advisory.related)
    writer.append(advisory.keywords)
    writer.append(advisory.url)
    writer.append(advisory.references)
    writer.append(advisory.cvss)
    writer.append(advisory.cvssTenths ?? noScore)
    writer.append(advisory.affectedFunctions)
    writer.append(advisory.affectedArchitectures)
    writer.append(advisory.affectedSystems)
    writer.append(advisory.problems)
  }

  /// Stands for a missing score, which is at most 100.
  private static let noScore: UInt8 = 255

  init(_ reader: inout CacheReader) throws(AdvisoryCacheError) {
    let start = reader.offset
    descriptionOffset = try reader.number()
    let collection: Advisory.Collection
    switch try reader.byte() {
    case CacheFormat.tag(.crates): collection = .crates
    case CacheFormat.tag(.rust): collection = .rust
    default: throw .malformed(offset: start)
    }
    let id = try reader.string()
    let package = try reader.string()
    let isMalicious = try reader.flag()
    let withdrawn = try reader.optionalDay()
    let patched = try reader.strings()
    let unaffected = try reader.strings()
    let affected: AffectedVersions
    do {
      affected = try AffectedVersions(patched: patched, unaffected: unaffected)
    } catch {
      throw .malformed(offset: start)
    }
    let title = try reader.string()
    let date = try reader.optionalDay()
    let kind = Self.kind(named: try reader.optionalString())
    let categories = try reader.strings()
    let aliases = try reader.strings()
    let related = try reader.strings()
    let keywords = try reader.strings()
    let url = try reader.optionalString()
    let references = try reader.strings()
    let cvss = try reader.optionalString()
    let score = try reader.byte()
    advisory = Advisory(
      id: id, package: package, collection: collection, date: date, title: title, kind: kind,
      categories: categories, isMalicious: isMalicious, withdrawn: withdrawn, aliases: aliases,
      related: related, keywords: keywords, url: url, references: references, cvss: cvss,
      cvssTenths: score == Self.noScore ? nil : min(score, 100),
      affectedFunctions: try reader.strings(), affectedArchitectures: try reader.strings(),
      affectedSystems: try reader.strings(), affected: affected, problems: try reader.strings())
  }

  private static func kindName(_ kind: Advisory.Kind) -> String? {
    switch kind {
    case .vulnerability: nil
    case .unsound: "unsound"
    case .unmaintained: "unmaintained"
    case .notice: "notice"
    case .other(let name): name
    }
  }

  /// The kind a value of the `informational` key names.
  static func kind(named name: String?) -> Advisory.Kind {
    switch name {
    case nil: .vulnerability
    case "unsound": .unsound
    case "unmaintained": .unmaintained
    case "notice": .notice
    case .some(let other): .other(other)
    }
  }
}
