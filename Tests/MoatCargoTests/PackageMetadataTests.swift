import MoatCargo
import MoatModel
import Testing

@Suite struct `the metadata of a package` {
  private func read(
    _ line: String, crate: String = "a", version: String = "1.0.0"
  ) throws -> PackageMetadata? {
    try PackageMetadata.read(indexLine: Array(line.utf8)[...], crate: crate, version: version)
  }

  private let line = """
    {"name":"a","vers":"1.0.0","deps":[\
    {"name":"b","req":"^1","features":["x"],"optional":true,"default_features":false,\
    "target":"cfg(unix)","kind":"build"},\
    {"name":"other","package":"c","req":"*","features":[],"optional":false,\
    "default_features":true,"target":null,"kind":null,\
    "registry":"https://github.com/rust-lang/crates.io-index"},\
    {"name":"d","req":"=2.0.0","features":[],"optional":false,"kind":"dev"}],\
    "cksum":"","features":{"default":["b"],"old":[]},\
    "features2":{"old":["dep:b"],"new":["b?/x"]},"yanked":false,"links":"z","v":2}
    """

  @Test func `is read from an index line`() throws {
    let metadata = try #require(try read(line))
    let condition = try PlatformCondition(parsing: "cfg(unix)")
    #expect(
      metadata.dependencies == [
        PackageMetadata.Dependency(
          key: "b", name: "b", kind: .build, condition: .on(condition),
          requirement: try VersionRequirement(parsing: "^1"), features: ["x"],
          usesDefaultFeatures: false, isOptional: true, place: .sameRegistry),
        PackageMetadata.Dependency(
          key: "other", name: "c", kind: .normal, requirement: try VersionRequirement(parsing: "*"),
          place: .cratesIO),
        PackageMetadata.Dependency(
          key: "d", name: "d", kind: .development,
          requirement: try VersionRequirement(parsing: "=2.0.0"), place: .sameRegistry),
      ])
    #expect(
      metadata.features == [
        PackageMetadata.Feature(name: "default", values: [.feature("b")]),
        PackageMetadata.Feature(
          name: "new", values: [.dependencyFeature("b", feature: "x", isWeak: true)]),
        PackageMetadata.Feature(name: "old", values: [.dependency("b")]),
      ])
    #expect(metadata.isProcMacro == nil)
    #expect(metadata.links == "z")
  }

  @Test func `passes over a line of a later format`() throws {
    #expect(try read(line.replacing("\"v\":2", with: "\"v\":3")) == nil)
  }

  @Test(
    arguments: [
      ("\"deps\":[", "\"deps\":[1,"), ("\"req\":\"^1\"", "\"req\":\"one\""),
      ("\"kind\":\"dev\"", "\"kind\":\"test\""), ("\"optional\":true", "\"optional\":1"),
      ("\"old\":[]", "\"old\":[1]"), ("\"name\":\"a\"", "\"name\":\"z\""),
      ("\"features\":[\"x\"]", "\"features\":\"x\""),
    ]) func `refuses a line that is wrong`(old: String, new: String) throws
  {
    let wrong = line.replacing(old, with: new)
    #expect(wrong != line)
    #expect(throws: IndexCacheFailure.self) { try read(wrong) }
  }

  @Test func `is read from a manifest`() throws {
    let text = """
      [package]
      name = "a"
      version = "1.0.0"
      build = false
      links = "z"

      [lib]
      crate-type = ["proc-macro"]

      [target.'cfg(nonsense'.dependencies]
      b = { version = "1", optional = true }

      [features]
      f = ["dep:b", "b/x"]
      """
    let manifest = try Manifest(parsing: SourceText(path: "Cargo.toml", text: text))
    let metadata = PackageMetadata(manifest, dependencies: manifest.dependencies)
    #expect(metadata.isProcMacro == true)
    #expect(metadata.hasBuildScript == false)
    #expect(metadata.links == "z")
    #expect(metadata.dependencies.map(\.condition) == [.unreadable("cfg(nonsense")])
    #expect(
      metadata.features == [
        PackageMetadata.Feature(
          name: "f",
          values: [.dependency("b"), .dependencyFeature("b", feature: "x", isWeak: false)])
      ])
  }

  @Test(
    arguments: [
      ([:], ["b", "c"]), (["f": "dep:b"], ["c", "f"]), (["b": "c"], ["b", "c"]),
      (["f": "b/x"], ["b", "c", "f"]), (["f": "b?/x"], ["b", "c", "f"]),
    ] as [([String: String], [String])])
  func `has a feature for each optional dependency that no list hides`(
    features: [String: String], names: [String]
  ) throws {
    let metadata = PackageMetadata(
      dependencies: ["b", "c"].map {
        PackageMetadata.Dependency(
          key: $0, name: $0, kind: .normal, requirement: nil, isOptional: true, place: .cratesIO)
      },
      features: features.map { PackageMetadata.Feature(name: $0, values: [FeatureValue($1)]) },
      isProcMacro: false, hasBuildScript: nil)
    #expect(metadata.allFeatures.map(\.name).sorted() == names)
  }

  @Test(
    arguments: [
      ("a", FeatureValue.feature("a")), ("dep:a", .dependency("a")),
      ("a/b", .dependencyFeature("a", feature: "b", isWeak: false)),
      ("a?/b", .dependencyFeature("a", feature: "b", isWeak: true)),
      ("dep:a/b", .dependencyFeature("dep:a", feature: "b", isWeak: false)),
    ]) func `a feature's entry`(text: String, value: FeatureValue)
  {
    #expect(FeatureValue(text) == value)
    #expect(value.description == text)
  }
}

@Suite struct `the resolver of a workspace` {
  @Test(
    arguments: [
      ("[package]\nname = \"a\"\n", ResolverVersion.v1),
      ("[package]\nname = \"a\"\nedition = \"2018\"\n", .v1),
      ("[package]\nname = \"a\"\nedition = \"2021\"\n", .v2),
      ("[package]\nname = \"a\"\nedition = \"2024\"\n", .v3),
      ("[package]\nname = \"a\"\nedition = \"2024\"\nresolver = \"1\"\n", .v1),
      ("[workspace]\n", .v1), ("[workspace]\nresolver = \"3\"\n", .v3),
      ("[workspace]\n[workspace.package]\nedition = \"2021\"\n", .v1),
      (
        "[workspace]\n[workspace.package]\nedition = \"2021\"\n"
          + "[package]\nname = \"a\"\nedition.workspace = true\n", .v2
      ),
    ]) func `follows the root manifest`(text: String, version: ResolverVersion) throws
  {
    let manifest = try Manifest(parsing: SourceText(path: "Cargo.toml", text: text))
    #expect(ResolverVersion(of: manifest) == version)
  }

  @Test func `keeps least apart without one`() {
    #expect(ResolverVersion(of: nil) == .v1)
  }
}

@Suite struct `flags of the compiler` {
  private func facts(
    _ text: String, target: String = "x86_64-unknown-linux-gnu", plain: String? = nil
  ) throws -> [String] {
    let file = try CargoConfiguration(
      parsing: SourceText(path: ".cargo/config.toml", text: text))
    return CompilerFlags([file], plain: plain).facts(for: try TargetTriple(target))
      .map(\.description).sorted()
  }

  private let both = """
    [build]
    rustflags = "--cfg one --cfg=two -O"
    [target.'cfg(windows)']
    rustflags = ["--cfg", "three=\\"3\\"", "--cfg", "not a cfg"]
    """

  @Test func `add facts, those of the target's tables before those of the build`() throws {
    #expect(try facts(both) == ["one", "two"])
    #expect(try facts(both, target: "x86_64-pc-windows-gnu") == ["three = \"3\""])
    #expect(try facts(both, plain: "--cfg four") == ["four"])
    #expect(try facts("") == [])
  }
}
