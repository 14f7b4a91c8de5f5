package import MoatModel
import MoatSyntax

/// The part of `.cargo/config.toml` that makes Cargo take crates from a vendored tree, as
/// `cargo vendor` prints it (`cargo/src/cargo/ops/vendor.rs`).
package struct VendorConfiguration: Hashable, Sendable {
  /// What `cargo vendor` calls the tree.
  package static let treeName = "vendored-sources"

  /// One `[source.NAME]` table.
  package struct Table: Hashable, Sendable {
    package let name: String
    /// In the order they are written.
    package let values: [Value]
  }

  /// A key with a text.
  package struct Value: Hashable, Sendable {
    package let key: String
    package let text: String

    package init(_ key: String, _ text: String) {
      self.key = key
      self.text = text
    }
  }

  /// In the order of their names' bytes; empty where there is nothing to vendor.
  package let tables: [Table]

  /// - Parameter directory: the tree, as Cargo shall find it: absolute, or relative to the folder
  ///   that holds `.cargo`.
  package init(replacing sources: [PackageSource], with directory: String) {
    guard !sources.isEmpty else {
      tables = []
      return
    }
    var tables = sources.map(Self.table)
    tables.append(Table(name: Self.treeName, values: [Value("directory", directory)]))
    self.tables = tables.sorted(byBytesOf: \.name)
  }

  private static func table(replacing source: PackageSource) -> Table {
    let replacement = Value("replace-with", treeName)
    guard case .registry(let address, let isSparse) = source.kind else {
      return Table(name: "crates-io", values: [replacement])
    }
    // `sparse+` belongs to the address, `registry+` does not.
    let url = isSparse ? source.raw : address.unredacted
    return Table(name: source.raw, values: [Value("registry", url), replacement])
  }

  /// The tables as TOML.
  package var text: String { Self.text(of: tables) }

  static func text(of tables: [Table]) -> String {
    tables.map { table in
      "[source.\(TOMLQuoting.key(table.name))]\n"
        + table.values.map { "\(TOMLQuoting.key($0.key)) = \(TOMLQuoting.quoted($0.text))\n" }
        .joined()
    }.joined(separator: "\n")
  }
}
