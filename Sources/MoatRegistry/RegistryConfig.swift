package import MoatHost
package import MoatModel
internal import MoatSyntax

/// A registry's `config.json`.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html#index-configuration
package struct RegistryConfig: Hashable, Sendable {
  /// Where archives are, with markers or without.
  package let download: String
  /// Where the web API is; nil where the registry has none.
  package let api: String?
  /// Whether every request needs the token.
  package let authRequired: Bool

  /// The file has three members.
  package static let sizeLimit = 64 << 10

  package init(download: String, api: String? = nil, authRequired: Bool = false) {
    self.download = download
    self.api = api
    self.authRequired = authRequired
  }

  /// - Throws: ``Malformed``.
  package init(parsing bytes: [UInt8]) throws(Malformed) {
    let members: [String: JSONValue]
    do throws(JSONFailure) {
      members = try JSONReader.members(["dl", "api", "auth-required"], of: bytes[...])
    } catch {
      throw Malformed(reason: error.message)
    }
    guard let download = members["dl"]?.string else {
      throw Malformed(reason: "`dl` is not a string")
    }
    self.download = download
    switch members["api"] {
    case nil, .null: api = nil
    case .string(let text): api = text
    default: throw Malformed(reason: "`api` is not a string")
    }
    switch members["auth-required"] {
    case nil: authRequired = false
    case .bool(let value): authRequired = value
    default: throw Malformed(reason: "`auth-required` is not a boolean")
    }
  }

  /// Where the archive of a version is: the markers of `dl` filled in, or without any
  /// `/{crate}/{version}/download` behind it.
  ///
  /// The `+` of build metadata becomes `%2B`: some stores take a plain one for a space.
  ///
  /// - Throws: ``Malformed`` when that is no address, or the identity is not of a crate.
  package func archive(
    of identity: PackageIdentity, checksum: SHA256Digest
  ) throws(Malformed) -> HTTPURL {
    guard let path = IndexPath(identity.name), (try? Version(parsing: identity.version)) != nil
    else { throw Malformed(reason: "`\(identity)` cannot be a crate") }
    let version = identity.version.replacing("+", with: "%2B")
    let values = [
      "{crate}": identity.name, "{version}": version, "{prefix}": path.prefix,
      "{lowerprefix}": path.prefix.lowercased(), "{sha256-checksum}": checksum.hex,
    ]
    var text = download
    if !values.keys.contains(where: { download.contains($0) }) {
      text += "/{crate}/{version}/download"
    }
    for (marker, value) in values { text = text.replacing(marker, with: value) }
    do throws(HTTPURL.Malformed) { return try HTTPURL(parsing: text) } catch {
      throw Malformed(reason: "`dl` gives no address: \(error.message)")
    }
  }

  /// Why bytes are not such a file.
  package struct Malformed: Error, Hashable, Sendable {
    package let reason: String
  }
}
