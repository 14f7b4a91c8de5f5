package import MoatModel
import MoatSyntax

/// Somebody else's `audits.toml`, read entry by entry.
///
/// What cannot be understood is dropped and noted, so that a list that uses something newer stays of
/// use. Dropping an audit can only lead to more to read; a violation that is dropped is no warning any
/// more, so show the notes.
///
/// Entries that their authors do not offer to others are left out without a note. Names of criteria
/// are those of the list, and all of them are defined in it or built in.
package struct ForeignAudits: Hashable, Sendable {
  /// An entry that was left out.
  package struct Dropped: Hashable, Sendable {
    /// The crate, or the criterion, that the entry is about.
    package let name: String
    package let error: VetStoreError
  }

  package let file: AuditsFile
  /// The first of what was dropped, in the order of criteria, wildcard audits, audits and trusted
  /// publishers.
  package let dropped: [Dropped]
  package let droppedCount: Int

  /// How many notes are kept: a list without any sense could have one for every few bytes.
  package static let noteLimit = 200
}

extension VetStoreReader {
  /// Reads a list of audits that others publish.
  ///
  /// - Throws: only where the text is not TOML, or its tables are not of the right shape; what is
  ///   wrong in an entry is noted in the result.
  package static func foreignAudits(_ source: SourceText) throws(VetStoreError) -> ForeignAudits {
    var reading = ForeignReading(
      reader: try root(ReadContext(source, ownsCriteria: false, prefersUser: true), "the file"))
    return try reading.audits()
  }
}

/// The state of one reading.
private struct ForeignReading {
  let reader: EntryReader
  var dropped: [ForeignAudits.Dropped] = []
  var droppedCount = 0

  mutating func audits() throws(VetStoreError) -> ForeignAudits {
    let criteria = try criteria()
    let known = Set(BuiltInCriteria.names).union(criteria.keys)
    let wildcards = try entries("wildcard-audits", "a wildcard audit", \.criteria, known) {
      (reader) throws(VetStoreError) in try VetStoreReader.wildcardAudit(reader)
    }
    let audits = try entries("audits", "an audit", \.criteria, known) {
      (reader) throws(VetStoreError) in try VetStoreReader.auditEntry(reader)
    }
    let trusted = try entries("trusted", "a trusted publisher", \.criteria, known) {
      (reader) throws(VetStoreError) in try VetStoreReader.trustEntry(reader)
    }
    return ForeignAudits(
      file: AuditsFile(
        criteria: criteria, wildcardAudits: wildcards,
        audits: audits.mapValues { $0.filter(\.importable) }.filter { !$0.value.isEmpty },
        trusted: trusted),
      dropped: dropped, droppedCount: droppedCount)
  }

  private mutating func drop(_ name: String, _ error: VetStoreError) {
    droppedCount += 1
    if dropped.count < ForeignAudits.noteLimit {
      dropped.append(.init(name: name, error: error))
    }
  }

  /// The definitions that can be read, implying only each other and what is built in.
  private mutating func criteria() throws(VetStoreError) -> [String: CriteriaDefinition] {
    var criteria: [String: CriteriaDefinition] = [:]
    for (name, value) in try values(reader.table["criteria"], "criteria") {
      do throws(VetStoreError) {
        let definition = try VetStoreReader.criteriaDefinition(
          try self.entry(value, name, "a criterion"))
        if BuiltInCriteria.names.contains(name) {
          throw reader.failure(.criteria(.shadowsBuiltIn(name)), at: value.span)
        }
        criteria[name] = definition
      } catch {
        drop(name, error)
      }
    }
    let known = Set(BuiltInCriteria.names).union(criteria.keys)
    return criteria.mapValues { definition in
      var definition = definition
      definition.implies = definition.implies.filter(known.contains)
      return definition
    }
  }

  /// The entries of one kind, each with at least one criterion that the list has.
  private mutating func entries<Entry>(
    _ key: String, _ place: String, _ criteria: WritableKeyPath<Entry, [String]>,
    _ known: Set<String>, _ read: (EntryReader) throws(VetStoreError) -> Entry
  ) throws(VetStoreError) -> [String: [Entry]] {
    var result: [String: [Entry]] = [:]
    for (crate, value) in try values(reader.table[key], key) {
      guard let array = value.array else {
        throw reader.failure(
          .wrongType(key: crate, expected: "an array of tables", found: value.kindName),
          at: value.span)
      }
      var entries: [Entry] = []
      for element in array {
        do throws(VetStoreError) {
          var entry = try read(try self.entry(element, crate, place))
          let named = entry[keyPath: criteria]
          entry[keyPath: criteria] = named.filter(known.contains)
          if entry[keyPath: criteria].isEmpty {
            throw reader.failure(
              named.first.map { .unknownCriteria($0, known: known.sorted()) }
                ?? .missingKey("criteria", in: place), at: element.span)
          }
          entries.append(entry)
        } catch {
          drop(crate, error)
        }
      }
      if !entries.isEmpty { result[crate, default: []] += entries }
    }
    return result
  }

  private func entry(
    _ value: TOMLValue, _ name: String, _ place: String
  ) throws(VetStoreError) -> EntryReader {
    guard let table = value.table else {
      throw reader.failure(
        .wrongType(key: name, expected: "a table", found: value.kindName), at: value.span)
    }
    return EntryReader(table: table, place: place, context: reader.context)
  }

  /// The entries of a table that may be missing.
  private func values(
    _ value: TOMLValue?, _ key: String
  ) throws(VetStoreError) -> [(name: String, value: TOMLValue)] {
    guard let value else { return [] }
    guard let table = value.table else {
      throw reader.failure(
        .wrongType(key: key, expected: "a table", found: value.kindName), at: value.span)
    }
    return table.entries.map { ($0.key, $0.value) }
  }
}
