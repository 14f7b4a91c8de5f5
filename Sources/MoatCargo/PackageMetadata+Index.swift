import MoatModel
import MoatSyntax

extension PackageMetadata {
  private static let names: Set<String> = [
    "name", "vers", "deps", "features", "features2", "links", "v",
  ]

  /// Reads the dependencies and features of one index line; nil where it is of a format that Cargo
  /// passes over. https://doc.rust-lang.org/cargo/reference/registry-index.html
  ///
  /// - Throws: ``IndexCacheFailure/line(_:)``, also when the line is for another crate or version.
  package static func read(
    indexLine line: ArraySlice<UInt8>, crate: String, version: String
  ) throws(IndexCacheFailure) -> PackageMetadata? {
    let members: [String: JSONValue]
    do throws(JSONFailure) { members = try JSONReader.members(names, of: line) } catch {
      throw .line(error.message)
    }
    if let format = members["v"], format != .null {
      guard let number = format.integer else { throw .line("`v` is not a number") }
      if number > IndexEntry.formatLimit { return nil }
    }
    guard members["name"]?.string?.lowercased() == crate.lowercased(),
      members["vers"]?.string == version
    else { throw .line("the line is not for `\(crate) \(version)`") }
    var features = try Self.features(members["features"], "features")
    // The newer kinds of entry stand apart, where older Cargos do not look; they add up.
    for (name, values) in try Self.features(members["features2"], "features2") {
      features[name, default: []] += values
    }
    return PackageMetadata(
      dependencies: try dependencies(members["deps"]),
      features: features.sorted { $0.key < $1.key }.map { name, values in
        Feature(name: name, values: values.map { FeatureValue($0) })
      }, isProcMacro: nil, hasBuildScript: nil, links: members["links"]?.string)
  }

  private static func features(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> [String: [String]] {
    switch value {
    case nil, .null: return [:]
    case .object(let members):
      var all: [String: [String]] = [:]
      for (feature, list) in members { all[feature] = try texts(list, name) }
      return all
    default: throw .line("`\(name)` is not an object")
    }
  }

  private static func dependencies(
    _ value: JSONValue?
  ) throws(IndexCacheFailure) -> [Dependency] {
    guard case .array(let elements) = value else { throw .line("`deps` is not an array") }
    var all: [Dependency] = []
    for element in elements {
      guard case .object(let members) = element else { throw .line("`deps` holds no object") }
      all.append(try dependency(members))
    }
    return all
  }

  private static func dependency(
    _ members: [String: JSONValue]
  ) throws(IndexCacheFailure) -> Dependency {
    guard let key = members["name"]?.string else { throw .line("a dependency has no `name`") }
    guard let text = members["req"]?.string else { throw .line("a dependency has no `req`") }
    let requirement: VersionRequirement
    do throws(Version.Malformed) { requirement = try VersionRequirement(parsing: text) } catch {
      throw .line("`\(text)` is not a version requirement")
    }
    let kind: ManifestDependency.Kind
    switch members["kind"] {
    case nil, .null, .string("normal"): kind = .normal
    case .string("build"): kind = .build
    case .string("dev"): kind = .development
    default: throw .line("the `kind` of a dependency is not known")
    }
    let registry = try optionalText(members["registry"], "registry")
    return Dependency(
      key: key, name: try optionalText(members["package"], "package") ?? key, kind: kind,
      condition: Condition(try optionalText(members["target"], "target")),
      requirement: requirement, features: try texts(members["features"], "features"),
      usesDefaultFeatures: try flag(members["default_features"], "default_features") ?? true,
      isOptional: try flag(members["optional"], "optional") ?? false,
      place: registry.map { url in
        PackageSource.cratesIOIndexes.contains { $0.hasSuffix("+\(url)") || $0 == url }
          ? .cratesIO : .registry
      } ?? .sameRegistry)
  }

  private static func texts(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> [String] {
    switch value {
    case nil, .null: return []
    case .array(let elements):
      var all: [String] = []
      for element in elements {
        guard let text = element.string else { throw .line("`\(name)` holds no string") }
        all.append(text)
      }
      return all
    default: throw .line("`\(name)` is not an array")
    }
  }

  private static func optionalText(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw .line("`\(name)` is not a string")
    }
  }

  private static func flag(
    _ value: JSONValue?, _ name: String
  ) throws(IndexCacheFailure) -> Bool? {
    switch value {
    case nil, .null: return nil
    case .bool(let flag): return flag
    default: throw .line("`\(name)` is not a boolean")
    }
  }
}
