import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

extension FuzzParser {
  /// The lines of an index, and what a build would be told of each.
  static func indexFile(_ bytes: [UInt8]) throws {
    let file = try IndexFile(bytes, crate: "left")
    require(Set(file.entries.map(\.version)).count == file.entries.count)
    for line in bytes.split(separator: 0x0A).prefix(1_000) {
      guard let entry = try? IndexEntry.read(line, crate: "left") else { continue }
      _ = try? IndexEntry.content(of: line)
      _ = try? PackageMetadata.read(indexLine: line, crate: "left", version: entry.version)
    }
  }

  /// As it is, and with a digest that fits, so that what it guards is reached too.
  static func indexRecord(_ bytes: [UInt8]) throws {
    _ = try? IndexRecord(decoding: bytes)
    var sealed = bytes
    if sealed.count >= 44 {
      sealed.replaceSubrange(12..<44, with: try SHA256Hasher.digest(of: sealed[44...]).bytes)
    }
    let record = try IndexRecord(decoding: sealed)
    var crates: [String: RememberedCrate?] = [:]
    for name in record.names {
      if let crate = try? record.crate(name) { crates[name] = crate }
    }
    // What can be read is written and read again as the same.
    let again = try IndexRecord(decoding: record.replacing(crates, limit: .max))
    for (name, crate) in crates { require(try again.crate(name) == crate) }
  }

  static func registryConfig(_ bytes: [UInt8]) throws {
    let config = try RegistryConfig(parsing: bytes)
    let address = try config.archive(of: identity, checksum: SHA256Hasher.digest(of: bytes))
    require(!address.host.isEmpty && (1...65_535).contains(address.port))
    require(address.isSameOrigin(as: try HTTPURL(parsing: address.unredacted)))
    // The user `git` alone is no secret.
    if address.hasCredentials, !address.unredacted.contains("://git@") {
      require(address.description.contains("://***@"))
    }
  }

  static func vendorChecksums(_ bytes: [UInt8]) throws {
    let checksums: VendorChecksums
    do throws(VendorChecksums.Malformed) {
      checksums = try VendorChecksums(parsing: bytes)
    } catch {
      require(!error.message.isEmpty)
      throw error
    }
    let paths = checksums.files.map(\.path)
    require(zip(paths, paths.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  /// The same file as the credentials and as a configuration: no value of it is to be shown.
  static func credentials(_ source: SourceText) throws {
    let access = try CargoConfiguration(parsing: source).access
    for login in access.logins.values {
      if let token = login.token { require("\(token)" == "\(Secret("another"))") }
    }
    _ = access.proxy?.description
  }

  static func cfg(_ text: String) throws {
    let condition = try PlatformCondition(parsing: text)
    guard case .cfg(let expression) = condition else { return }
    let facts: Set = [CfgFact("unix"), CfgFact("target_os", "linux")]
    require(CfgExpression.not(expression).holds(among: facts) != expression.holds(among: facts))
    // `r#all` is printed as `all`, which is another thing.
    guard !text.contains("r#") else { return }
    require(try PlatformCondition(parsing: condition.description) == condition)
  }
}
