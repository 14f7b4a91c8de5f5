package import MoatModel
package import MoatSyntax

/// A line of a registry's index, to be written.
///
/// Made from a normalised manifest as crates.io makes it from an upload.
/// https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema
package struct IndexLine: Hashable, Sendable {
  package struct Dependency: Hashable, Sendable {
    package var name: String
    package var requirement: String
    package var features: [String] = []
    package var isOptional = false
    package var usesDefaultFeatures = true
    package var target: String?
    /// `normal`, `dev` or `build`.
    package var kind = "normal"
    package var registry: String?
    /// The crate's own name where `name` is another.
    package var package: String?

    package init(_ name: String, _ requirement: String) {
      self.name = name
      self.requirement = requirement
    }
  }

  package var name: String
  package var version: String
  package var dependencies: [Dependency] = []
  /// As text, so that a test can write nonsense; nil leaves `cksum` out.
  package var checksum: String?
  package var features: [String: [String]] = [:]
  package var isYanked = false
  package var links: String?
  package var rustVersion: String?
  package var pubtime: String?
  /// Members that the format does not know, as JSON, in front of the closing brace.
  package var more: [String: String] = [:]

  package init(name: String, version: String, checksum: SHA256Digest) {
    self.name = name
    self.version = version
    self.checksum = checksum.hex
  }

  /// - Parameter manifest: the `Cargo.toml` of an archive.
  /// - Returns: nil without a name and a version.
  package init?(manifest: TOMLTable, checksum: SHA256Digest) {
    guard let package = manifest["package"]?.table, let name = package["name"]?.string,
      let version = package["version"]?.string
    else { return nil }
    self.init(name: name, version: version, checksum: checksum)
    links = package["links"]?.string
    rustVersion = package["rust-version"]?.string
    addDependencies(of: manifest, target: nil)
    for target in manifest["target"]?.table?.entries.map({ $0 }) ?? [] {
      if let table = target.value.table { addDependencies(of: table, target: target.key) }
    }
    for feature in manifest["features"]?.table?.entries.map({ $0 }) ?? [] {
      features[feature.key] = feature.value.array?.compactMap(\.string) ?? []
    }
  }

  private mutating func addDependencies(of manifest: TOMLTable, target: String?) {
    let tables = [
      ("dependencies", "normal"), ("dev-dependencies", "dev"), ("build-dependencies", "build"),
    ]
    for (key, kind) in tables {
      for entry in manifest[key]?.table?.entries.map({ $0 }) ?? [] {
        let table = entry.value.table
        let requirement = table?["version"]?.string ?? entry.value.string ?? "*"
        var dependency = Dependency(entry.key, Self.canonical(requirement))
        dependency.features = table?["features"]?.array?.compactMap(\.string) ?? []
        dependency.isOptional = table?["optional"]?.boolean ?? false
        dependency.usesDefaultFeatures =
          (table?["default-features"] ?? table?["default_features"])?.boolean ?? true
        dependency.target = target
        dependency.kind = kind
        dependency.registry = table?["registry-index"]?.string
        dependency.package = table?["package"]?.string
        dependencies.append(dependency)
      }
    }
  }

  /// A requirement as the `semver` crate prints it: `1.2` is `^1.2`.
  private static func canonical(_ requirement: String) -> String {
    requirement.split(separator: ",").map { part in
      let text = part.filter { $0 != " " }
      let isBare = text.first?.isNumber ?? false
      return isBare && !text.contains("*") ? "^\(text)" : String(text)
    }.joined(separator: ", ")
  }
}

extension IndexLine {
  /// Whether Cargo before 1.60 could not read a feature's value.
  private static func isNamespaced(_ values: [String]) -> Bool {
    values.contains { $0.hasPrefix("dep:") || $0.contains("?/") }
  }

  /// The line, in crates.io's order, without its end.
  package var json: String {
    let newFeatures = features.filter { Self.isNamespaced($0.value) }
    var members: [(String, String)] = [
      ("name", JSONText.quoted(name)), ("vers", JSONText.quoted(version)),
      ("deps", JSONText.array(dependencies.map(\.json))),
    ]
    if let checksum { members.append(("cksum", JSONText.quoted(checksum))) }
    members.append(("features", Self.json(features.filter { !Self.isNamespaced($0.value) })))
    if !newFeatures.isEmpty { members.append(("features2", Self.json(newFeatures))) }
    members.append(("yanked", isYanked ? "true" : "false"))
    let texts = [("links", links), ("rust_version", rustVersion), ("pubtime", pubtime)]
    for (key, text) in texts {
      if let text { members.append((key, JSONText.quoted(text))) }
    }
    if !newFeatures.isEmpty { members.append(("v", "2")) }
    return JSONText.object(members + more.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private static func json(_ features: [String: [String]]) -> String {
    JSONText.object(
      features.sorted { $0.key < $1.key }.map { name, values in
        (name, JSONText.array(values.map(JSONText.quoted)))
      })
  }
}

extension IndexLine.Dependency {
  package var json: String {
    var members = [
      ("name", JSONText.quoted(name)), ("req", JSONText.quoted(requirement)),
      ("features", JSONText.array(features.map(JSONText.quoted))),
      ("optional", isOptional ? "true" : "false"),
      ("default_features", usesDefaultFeatures ? "true" : "false"),
      ("target", target.map(JSONText.quoted) ?? "null"), ("kind", JSONText.quoted(kind)),
    ]
    if let registry { members.append(("registry", JSONText.quoted(registry))) }
    if let package { members.append(("package", JSONText.quoted(package))) }
    return JSONText.object(members)
  }
}
