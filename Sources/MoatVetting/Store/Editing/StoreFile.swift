import MoatModel
import MoatSyntax

/// The three files of a store, and the keys that cargo-vet knows in each.
package enum StoreFile: Hashable, Sendable, CaseIterable {
  case configuration, audits, imports

  /// The name inside the store's folder.
  package var name: String {
    switch self {
    case .configuration: "config.toml"
    case .audits: "audits.toml"
    case .imports: "imports.lock"
    }
  }

  var shape: StoreShape {
    switch self {
    case .configuration: .configuration
    case .audits: .auditsFile
    case .imports: .imports
    }
  }
}

/// What may stand in a table; nil where any value is a value.
indirect enum StoreShape: Sendable {
  /// A value, whatever it is.
  case value
  /// A table with these keys.
  case table([String: StoreShape])
  /// A table with names for keys, all of the same shape.
  case named(StoreShape)
  /// An array of tables.
  case list(StoreShape)

  private static func table(values: [String]) -> StoreShape {
    .table(Dictionary(uniqueKeysWithValues: values.map { ($0, .value) }))
  }

  static let configuration = StoreShape.table([
    "cargo-vet": table(values: ["version"]), "default-criteria": .value,
    "imports": .named(
      .table(["url": .value, "exclude": .value, "criteria-map": .named(.value)])),
    "policy": .named(
      .table([
        "audit-as-crates-io": .value, "criteria": .value, "dev-criteria": .value,
        "dependency-criteria": .named(.value), "notes": .value,
      ])),
    "exemptions": .named(.list(exemption)), "unaudited": .named(.list(exemption)),
  ])

  private static let exemption = table(values: ["version", "criteria", "suggest", "notes"])

  static let auditsFile = StoreShape.table([
    "criteria": .named(
      table(values: ["description", "description-url", "implies", "aggregated-from"])),
    "wildcard-audits": .named(
      .list(
        table(values: [
          "who", "criteria", "user-id", "trusted-publisher", "start", "end", "renew", "notes",
          "aggregated-from",
        ]))),
    "audits": .named(
      .list(
        table(values: [
          "who", "criteria", "version", "delta", "violation", "importable", "notes",
          "aggregated-from",
        ]))),
    "trusted": .named(
      .list(
        table(values: [
          "criteria", "user-id", "trusted-publisher", "start", "end", "notes", "aggregated-from",
        ]))),
  ])

  static let imports = StoreShape.table([
    "unpublished": .named(.list(table(values: ["version", "audited_as"]))),
    "publisher": .named(
      .list(
        table(values: [
          "version", "when", "user-id", "user-login", "user-name", "trusted-publisher",
        ]))),
    "audits": .named(auditsFile),
  ])

  /// The keys of a table that are not of this shape, with what is below them.
  func unknownEntries(in table: TOMLTable) -> [TOMLEntry] {
    switch self {
    case .value, .list: []
    case .table(let keys):
      table.entries.flatMap { entry -> [TOMLEntry] in
        keys[entry.key].map { $0.unknownEntries(in: entry.value) } ?? [entry]
      }
    case .named(let shape): table.entries.flatMap { shape.unknownEntries(in: $0.value) }
    }
  }

  private func unknownEntries(in value: TOMLValue) -> [TOMLEntry] {
    switch self {
    case .value: []
    case .table, .named: value.table.map(unknownEntries) ?? []
    case .list(let shape): (value.array.map(Array.init) ?? []).flatMap(shape.unknownEntries)
    }
  }
}
