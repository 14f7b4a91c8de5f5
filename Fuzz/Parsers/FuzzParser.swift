import MoatAdvisories
import MoatArchive
import MoatBans
import MoatCargo
import MoatExpressions
import MoatFindings
import MoatModel
import MoatPolicy
import MoatSources
import MoatSyntax

/// One parser under hostile input: it reads the bytes or refuses them, and whatever it accepts is
/// used once. Anything else is a trap, which ends the process.
package enum FuzzParser: String, CaseIterable, Sendable {
  case toml
  case yaml
  case workflow
  case expression
  case lockfile
  case manifest
  case configuration
  case advisory
  case advisoryCache = "advisory-cache"
  case indexCache = "index-cache"
  case indexFile = "index-file"
  case indexRecord = "index-record"
  case registryConfig = "registry-config"
  case vendorChecksums = "vendor-checksums"
  case credentials
  case cfg
  case crate
  case policy
  case pinRecord = "pin-record"
  case version
  case rust
  case package
  case cargoMetadata = "cargo-metadata"
  case vetConfiguration = "vet-config"
  case vetAudits = "vet-audits"
  case vetImports = "vet-imports"
  case vetForeign = "vet-foreign"
  case crevProof = "crev-proof"
  case shell
  case scriptFile = "script-file"

  package func run(_ bytes: [UInt8]) {
    let source = SourceText(path: "input", bytes: bytes)
    do {
      switch self {
      case .toml: Self.walk(try TOMLDocument(parsing: source).root)
      case .yaml: try Self.yaml(source)
      case .workflow: Self.workflow(source)
      case .expression: try Self.expression(String(decoding: bytes, as: UTF8.self))
      case .lockfile: try Self.lockfile(source)
      case .manifest: _ = try Manifest(parsing: source)
      case .configuration: _ = try CargoConfiguration(parsing: source)
      case .advisory: try Self.advisory(source)
      case .advisoryCache: try Self.advisoryCache(bytes)
      case .indexCache: try Self.indexCache(bytes)
      case .indexFile: try Self.indexFile(bytes)
      case .indexRecord: try Self.indexRecord(bytes)
      case .registryConfig: try Self.registryConfig(bytes)
      case .vendorChecksums: try Self.vendorChecksums(bytes)
      case .credentials: try Self.credentials(source)
      case .cfg: try Self.cfg(String(decoding: bytes, as: UTF8.self))
      case .crate: try Self.crate(bytes)
      case .policy: _ = try PolicyFile(parsing: source, rules: Self.rules)
      case .pinRecord: Self.pinRecord(source)
      case .version: try Self.version(String(decoding: bytes, as: UTF8.self))
      case .rust: Self.rust(bytes)
      case .package: Self.package(bytes)
      case .cargoMetadata: try Self.cargoMetadata(bytes)
      case .vetConfiguration: try Self.vetConfiguration(source)
      case .vetAudits: try Self.vetAudits(source)
      case .vetImports: try Self.vetImports(source)
      case .vetForeign: try Self.vetForeign(source)
      case .crevProof: Self.crevProof(source)
      case .shell: Self.shell(String(decoding: bytes, as: UTF8.self))
      case .scriptFile: Self.scriptFile(source)
      }
    } catch let error as DocumentError {
      Self.show(error.message, at: error.span, in: source)
    } catch let error as TOMLError {
      Self.show(error.message, at: error.span, in: source)
    } catch let error as YAMLError {
      Self.show(error.message, at: error.span, in: source)
    } catch let error as AdvisoryError {
      Self.show("\(error)", at: error.span, in: source)
    } catch let error as ArchiveFailure {
      Self.require(!error.message.isEmpty)
    } catch let error as PolicyError {
      Self.show(error.message, at: error.span, in: source)
    } catch {
      Self.require(!"\(error)".isEmpty)
    }
  }

  private static let rules: [RuleInfo] =
    SourceRules.all.map { $0.info } + BanRules.all.map { $0.info }

  /// What must hold of anything that was accepted.
  static func require(_ condition: Bool) {
    precondition(condition, "the parser contradicts itself")
  }

  /// An error is shown with its place, which lies inside the text.
  private static func show(_ message: String, at span: SourceSpan, in source: SourceText) {
    require(!message.isEmpty && span.upper <= source.bytes.count)
    let position = LineIndex(source.bytes).position(at: span.lower)
    require(position.line >= 1 && position.column >= 1)
    _ = source.text(at: span)
  }

  private static func walk(_ table: TOMLTable) {
    for entry in table.entries { walk(entry.value) }
  }

  private static func walk(_ value: TOMLValue) {
    require(value.span.lower <= value.span.upper)
    if let table = value.table { walk(table) }
    if let array = value.array { for element in array { walk(element) } }
  }

  private static func lockfile(_ source: SourceText) throws {
    let lockfile = try Lockfile(parsing: source)
    let once = lockfile.printed()
    let again = try Lockfile(parsing: SourceText(path: "input", text: once))
    require(again.printed() == once)
    let workspace = Workspace(
      folder: "", lockfilePath: "input", rootManifest: nil, localPackages: [], unreadMembers: [],
      configurations: [])
    let locked = LockedWorkspace(workspace, lockfile: lockfile)
    for index in locked.graph.packages.indices.prefix(64) { _ = locked.paths(to: index) }
  }

  private static func advisory(_ source: SourceText) throws {
    let document = try AdvisoryParser.parse(source, collection: .crates)
    let database = try AdvisoryDatabase(
      [document], snapshot: AdvisorySnapshot(origin: "fuzz"))
    for version in [Version(0, 0, 0), Version(1, 2, 3, prerelease: "rc.1"), Version(9, 0, 0)] {
      _ = try database.advisories(affecting: document.advisory.package, version)
    }
    if document.advisory.id != Advisory.placeholderID {
      require(try database.all() == [document.advisory])
    }
  }

  /// As it is, and with a length and checksum that fit, so that what they guard is reached too.
  private static func advisoryCache(_ bytes: [UInt8]) throws {
    var sealed = bytes
    if sealed.count >= CacheFormat.checkedFrom {
      for index in 0..<4 {
        sealed[12 + index] = UInt8(truncatingIfNeeded: sealed.count >> (index * 8))
      }
      let checksum = CacheFormat.checksum(sealed)
      for index in 0..<8 {
        sealed[16 + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(index * 8))
      }
    }
    let database = try AdvisoryDatabase(decoding: sealed)
    _ = try? database.advisories(affecting: "left", Version(1, 0, 0))
    _ = try? database.advisories(withID: "RUSTSEC-2099-0001")
    _ = try? database.search("past the end")
    for advisory in (try? database.all()) ?? [] {
      _ = advisory.page
      _ = try? database.description(of: advisory)
    }
  }

  private static func indexCache(_ bytes: [UInt8]) throws {
    let file = try IndexCacheFile(bytes)
    for (version, line) in file.lines.prefix(1_000) {
      _ = try? IndexEntry.read(line, crate: "left", version: version)
      _ = try? IndexEntry.content(of: line)
    }
  }

  private static func version(_ text: String) throws {
    if let version = try? Version(parsing: text) {
      require(version.description == text)
      require(try VersionRequirement(parsing: "=\(text)").matches(version))
    }
    let requirement = try VersionRequirement(parsing: text)
    _ = requirement.matches(Version(1, 2, 3, prerelease: "rc.1"))
    _ = requirement.hasUpperBound
  }
}
