package import MoatModel

/// One RustSec advisory without its long text, which ``AdvisoryDatabase/description(of:)`` reads.
///
/// A value proves that the front matter was well-formed and the affected versions are known.
/// Whatever else was not understood stands in ``problems``; the advisory counts all the same.
/// The format is https://github.com/RustSec/advisory-db#advisory-format.
package struct Advisory: Hashable, Sendable {
  /// The folder of the database an advisory lies in.
  package enum Collection: String, Hashable, Sendable, CaseIterable {
    case crates
    /// The toolchain: `std`, `cargo`, `rustdoc`; versions are those of Rust.
    case rust
  }

  /// What the advisory says about the package: the `informational` key.
  package enum Kind: Hashable, Sendable {
    /// No `informational` key.
    case vulnerability
    case unsound
    case unmaintained
    case notice
    /// A kind this version of Moat does not know.
    case other(String)
  }

  /// `RUSTSEC-2026-0258`; the `rust` collection uses CVE ids.
  package let id: String
  /// The crate, as the advisory writes it.
  package let package: String
  package let collection: Collection
  /// When it was published; nil when missing or not a day, which ``problems`` then says.
  package let date: Day?
  package let title: String
  package let kind: Kind
  package let categories: [String]
  /// Whether the crate or these versions of it were published to do harm.
  ///
  /// True for the category `malicious` and for the titles of crates.io's takedowns, "… was removed
  /// from crates.io … malicious …": 4 of the 77 in the database of 2026-08-21 lack the category,
  /// 1 lacks the title.
  package let isMalicious: Bool
  /// Since when it no longer holds.
  package let withdrawn: Day?
  package let aliases: [String]
  package let related: [String]
  package let keywords: [String]
  package let url: String?
  package let references: [String]
  /// The vector as written, also when its CVSS version is unknown.
  package let cvss: String?
  /// Base score in tenths, 0...100; nil without a vector that could be scored.
  package let cvssTenths: UInt8?
  /// Paths such as `tar::Archive::unpack`, sorted.
  package let affectedFunctions: [String]
  package let affectedArchitectures: [String]
  package let affectedSystems: [String]
  package let affected: AffectedVersions
  /// What was not understood, one phrase each; empty for every advisory of the public database.
  package let problems: [String]

  /// The bucket of the base score; nil without one.
  package var rating: CVSSRating? { cvssTenths.map { CVSSRating(tenths: Int($0)) } }

  /// The advisory's page.
  package var page: String {
    collection == .crates || id.hasPrefix("RUSTSEC-")
      ? "https://rustsec.org/advisories/\(id)" : url ?? "https://rustsec.org/advisories/\(id)"
  }

  /// The id that stands in files before a real one is assigned; never reported.
  package static let placeholderID = "RUSTSEC-0000-0000"

  /// Whether a category list or a title marks a takedown of malicious code.
  static func isTakedown(categories: [String], title: String) -> Bool {
    categories.contains("malicious")
      || (title.contains("was removed from crates.io") && title.contains("malicious"))
  }
}

/// An advisory with its long text, as parsed from one file.
package struct AdvisoryDocument: Hashable, Sendable {
  package let advisory: Advisory
  /// The Markdown after the title.
  package let description: String

  package init(advisory: Advisory, description: String) {
    self.advisory = advisory
    self.description = description
  }
}
