package import MoatFindings
package import MoatModel

extension VettingFacts {
  /// An exemption, and what the lockfile makes of it.
  package struct ExemptionStanding: Sendable {
    package let crate: String
    package let version: String
    package let label: Label
    /// Whether it is offered for review; `suggest = false` says no.
    package let isSuggested: Bool
    package let notes: String?
    package let use: Use

    package init(
      crate: String, version: String, label: Label, isSuggested: Bool, notes: String?, use: Use
    ) {
      self.crate = crate
      self.version = version
      self.label = label
      self.isSuggested = isSuggested
      self.notes = notes
      self.use = use
    }

    package enum Use: Sendable {
      /// Nothing that is locked needs it.
      case unneeded
      /// It stands in for audits of a package that is locked and that the build leaves out.
      case notBuilt
      /// It stands in for audits of a package, as part of everything that is locked.
      case needed(Package)
      /// As ``needed(_:)``, of a package that is certain to be in the build that `moat.toml` names.
      case built(Package)
    }
  }

  /// A trust or a wildcard audit of the project's own that ends, or has ended.
  package struct TrustEnd: Sendable {
    package enum Kind: String, Hashable, Sendable {
      case trust
      case wildcardAudit = "wildcard audit"
    }

    package let kind: Kind
    package let crate: String
    /// Whom it trusts: `dtolnay`, `github:rust-lang/libc`.
    package let publisher: String
    /// The first day that it does not cover.
    package let end: Day
    package let label: Label
    /// The locked version that is younger than the end, where there is one.
    package let uncovered: Package?

    package init(
      _ kind: Kind, of crate: String, publisher: String, end: Day, label: Label,
      uncovered: Package? = nil
    ) {
      self.kind = kind
      self.crate = crate
      self.publisher = publisher
      self.end = end
      self.label = label
      self.uncovered = uncovered
    }
  }

  /// A trust or a wildcard audit that covers more days than `moat.toml` lets it.
  package struct LongTrust: Sendable {
    package let kind: TrustEnd.Kind
    package let crate: String
    package let publisher: String
    package let days: Int
    package let limit: Int
    package let label: Label

    package init(
      _ kind: TrustEnd.Kind, of crate: String, publisher: String, days: Int, limit: Int,
      label: Label
    ) {
      self.kind = kind
      self.crate = crate
      self.publisher = publisher
      self.days = days
      self.limit = limit
      self.label = label
    }
  }

  /// A package from elsewhere than crates.io that cargo-vet takes for the project's own.
  package struct UndecidedSource: Sendable {
    package enum Kind: Hashable, Sendable {
      case git(String)
      /// A folder outside of the workspace.
      case path(String)
      case registry(String)
    }

    package let package: Package
    package let kind: Kind

    package init(_ package: Package, _ kind: Kind) {
      self.package = package
      self.kind = kind
    }
  }

  /// An audit that was made of other bytes than those that are locked.
  package struct DigestConflict: Sendable {
    package let package: Package
    package let recorded: SHA256Digest
    package let locked: SHA256Digest
    /// nil for an audit of the project's own.
    package let importName: String?
    package let who: [String]
    /// Where the audit is written.
    package let label: Label

    package init(
      _ package: Package, recorded: SHA256Digest, locked: SHA256Digest, importName: String?,
      who: [String], label: Label
    ) {
      self.package = package
      self.recorded = recorded
      self.locked = locked
      self.importName = importName
      self.who = who
      self.label = label
    }
  }

  /// An entry of `[[vet.override]]`, and what became of it.
  package struct OverrideStanding: Sendable {
    package enum State: Hashable, Sendable {
      case used, expired, unmatched
      /// The store has no such import.
      case unknownImport
    }

    package let entry: VettingPolicy.ViolationOverride
    package let state: State

    package init(_ entry: VettingPolicy.ViolationOverride, _ state: State) {
      self.entry = entry
      self.state = state
    }
  }
}
