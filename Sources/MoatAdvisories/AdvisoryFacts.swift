package import MoatFindings
package import MoatModel

/// A locked package as the advisory rules see it.
package struct AuditedPackage: Sendable {
  /// Where it comes from, as far as advisories care: they speak of crates.io only.
  package enum Origin: Hashable, Sendable {
    case cratesIO
    /// Another registry, git or a path: RustSec's advisories are not about it.
    case elsewhere
  }

  /// A package that depends on this one.
  package struct Dependent: Hashable, Sendable {
    package let name: String
    /// What it asks for; nil where its manifest was not read.
    package let requirement: VersionRequirement?

    package init(_ name: String, requirement: VersionRequirement? = nil) {
      self.name = name
      self.requirement = requirement
    }
  }

  package let identity: PackageIdentity
  package let version: Version
  package let origin: Origin
  package let reach: Reach
  /// Its place in the lockfile.
  package let label: Label
  /// Ways from a workspace member, shortest first.
  package var paths: [DependencyPath] { findPaths() }
  package let dependents: [Dependent]
  /// Whether its registry withdrew this version, as far as Cargo's index cache tells.
  package let isYanked: Evidence<Bool>
  /// Most packages are hit by nothing, so their paths are never asked for.
  private let findPaths: @Sendable () -> [DependencyPath]

  package init(
    identity: PackageIdentity, version: Version, origin: Origin, reach: Reach, label: Label,
    paths: @autoclosure @escaping @Sendable () -> [DependencyPath] = [],
    dependents: [Dependent] = [],
    isYanked: Evidence<Bool> = .unavailable("not looked up")
  ) {
    self.identity = identity
    self.version = version
    self.origin = origin
    self.reach = reach
    self.label = label
    findPaths = paths
    self.dependents = dependents
    self.isYanked = isYanked
  }
}

/// A Rust version a project names.
package struct RequiredToolchain: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    /// `channel` of `rust-toolchain.toml`: the toolchain that builds the project.
    case pinned
    /// `rust-version` of a manifest: the oldest that may.
    case minimum
  }

  package let role: Role
  /// As written: `1.75`, `1.75.0`, `nightly-2024-01-01`.
  package let text: String
  package let label: Label

  package init(_ role: Role, _ text: String, label: Label) {
    self.role = role
    self.text = text
    self.label = label
  }

  /// The version the text means; nil for a channel by name, whose version is not known here.
  ///
  /// rustup takes `1.75` for the last 1.75 release, so a channel without a patch counts as later
  /// than every patch; a `rust-version` of `1.75` allows 1.75.0.
  package var version: Version? {
    // `1.75.0-x86_64-unknown-linux-gnu` names a host.
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let rest = text.dropFirst(number.count)
    guard rest.isEmpty || rest.hasPrefix("-") else { return nil }
    if let version = try? Version(parsing: String(number)) {
      return rest.hasPrefix("-beta") ? nil : version
    }
    let missing = role == .pinned ? UInt64.max : 0
    guard let parsed = try? VersionRequirement(parsing: "=\(number)"),
      let part = parsed.comparators.first, part.patch == nil, !number.contains("*")
    else { return nil }
    return Version(part.major, part.minor ?? missing, missing)
  }
}

/// What the advisory rules look at: the packages of one lockfile, the toolchains of one project,
/// and the advisories that hit them.
package struct AdvisoryFacts: Sendable {
  package let packages: [AuditedPackage]
  package let toolchains: [RequiredToolchain]
  package let database: Evidence<AdvisoryDatabase>
  /// The database, or where one was looked for.
  package let databaseLabel: Label
  package let today: Day
  /// How many days a snapshot may be old.
  package let staleAfter: Int

  /// Advisories with the packages they hit, in the packages' order.
  let hits: [AdvisoryHit]
  /// Advisories of the toolchain with the toolchains they hit.
  let toolchainHits: [ToolchainHit]
  /// Why the database could not answer for some packages, though it could be opened.
  let failure: AdvisoryCacheError?

  /// RustSec adds advisories every week. The same as `moat.toml`'s default; a test compares them.
  package static let defaultStaleAfter = 30

  /// Looks every package and toolchain up.
  package init(
    packages: [AuditedPackage], toolchains: [RequiredToolchain] = [],
    database: Evidence<AdvisoryDatabase>, databaseLabel: Label, today: Day,
    staleAfter: Int = defaultStaleAfter
  ) {
    self.packages = packages
    self.toolchains = toolchains
    self.database = database
    self.databaseLabel = databaseLabel
    self.today = today
    self.staleAfter = staleAfter
    var hits: [AdvisoryHit] = []
    var toolchainHits: [ToolchainHit] = []
    var failure: AdvisoryCacheError?
    if let database = database.value {
      for package in packages where package.origin == .cratesIO {
        do {
          hits += try database.advisories(affecting: package.identity.name, package.version)
            .map { AdvisoryHit(advisory: $0, package: package) }
        } catch {
          failure = error
        }
      }
      for toolchain in toolchains {
        guard let version = toolchain.version else { continue }
        do {
          for component in ToolchainHit.components {
            toolchainHits += try database.advisories(affecting: component, version, in: .rust)
              .map { ToolchainHit(advisory: $0, toolchain: toolchain, version: version) }
          }
        } catch {
          failure = error
        }
      }
    }
    self.hits = hits
    self.toolchainHits = toolchainHits
    self.failure = failure
  }
}

/// An advisory and a locked package it hits.
struct AdvisoryHit: Sendable {
  let advisory: Advisory
  let package: AuditedPackage
}

/// An advisory and a Rust version it hits.
struct ToolchainHit: Sendable {
  /// The packages of the `rust` collection.
  static let components = ["std", "cargo", "rustdoc", "rustc", "core", "alloc"]

  let advisory: Advisory
  let toolchain: RequiredToolchain
  let version: Version
}
