import MoatTestSupport
import Testing

/// One thing that somebody does to a project's evidence, and what must come of it.
struct Attack: Sendable, CustomTestStringConvertible {
  let name: String
  let place: Victim.Place
  /// What real cargo makes of it.
  let cargo: Victim.Build
  /// Whether cargo is told `--locked`.
  var locked = true
  /// Whether cargo may ask the registry again.
  var offline = true
  /// The rule with which Moat answers where the genuine archive is at hand.
  let rule: String
  /// The rule that is left in a vendored tree without any archive.
  let ruleWithoutArchive: String
  let make: @Sendable (Victim) async throws -> Void

  var testDescription: String { "\(place.rawValue): \(name)" }

  init(
    _ name: String, in place: Victim.Place, cargo: Victim.Build, locked: Bool = true,
    offline: Bool = true, rule: String, withoutArchive: String? = nil,
    _ make: @escaping @Sendable (Victim) async throws -> Void
  ) {
    self.rule = rule
    ruleWithoutArchive = withoutArchive ?? rule
    self.name = name
    self.place = place
    self.cargo = cargo
    self.locked = locked
    self.offline = offline
    self.make = make
  }
}

extension Attack {
  /// The output of the program once the crate's source was changed.
  static let tampered = Victim.Build.printed("hello!world")
  /// The output that its author meant.
  static let healthy = Victim.Build.printed("hello_world")

  /// Vendored trees. Cargo checks the listed files alone, against a list that lies beside them.
  static let vendored: [Attack] = [
    Attack(
      "a listed file edited", in: .vendor, cargo: .refused("the listed checksum of"),
      rule: "edited-vendored-crate"
    ) {
      try $0.tamper(below: $0.vendored)
    },
    Attack(
      "a file edited and its digest renewed", in: .vendor, cargo: tampered,
      rule: "refreshed-vendor-checksums", withoutArchive: "unverified-package"
    ) { victim in
      try victim.tamper(below: victim.vendored)
      let digest = try victim.digest(of: Victim.source)
      try victim.changeChecksums { files, _ in files[Victim.source] = digest }
    },
    Attack(
      "a file edited and its digest dropped", in: .vendor, cargo: tampered,
      rule: "edited-vendored-crate", withoutArchive: "unlisted-file"
    ) { victim in
      try victim.tamper(below: victim.vendored)
      try victim.changeChecksums { files, _ in files[Victim.source] = nil }
    },
    Attack(
      "a file edited and all digests dropped", in: .vendor, cargo: tampered,
      rule: "edited-vendored-crate", withoutArchive: "weak-vendor-checksums"
    ) { victim in
      try victim.tamper(below: victim.vendored)
      try victim.changeChecksums { files, _ in files = [:] }
    },
    Attack("an unlisted build.rs", in: .vendor, cargo: .ranBuildScript, rule: "unlisted-file") {
      victim in
      try victim.sandbox.write(["\(victim.vendored)/build.rs": Victim.buildScript])
    },
    Attack(
      "a build script named in the manifest", in: .vendor, cargo: .ranBuildScript,
      rule: "refreshed-vendor-checksums", withoutArchive: "unlisted-file"
    ) { victim in
      try victim.sandbox.write(["\(victim.vendored)/notes.txt": Victim.buildScript])
      let manifest = "\(victim.vendored)/Cargo.toml"
      try victim.sandbox.replace(
        "[package]\n", with: "[package]\nbuild = \"notes.txt\"\n", in: manifest)
      let digest = try victim.digest(of: "Cargo.toml")
      try victim.changeChecksums { files, _ in files["Cargo.toml"] = digest }
    },
    Attack("a file behind a link", in: .vendor, cargo: tampered, rule: "unlisted-file") { victim in
      // Its bytes lie outside the tree and can change after every look at it.
      try victim.tamper(below: victim.vendored)
      let digest = try victim.digest(of: Victim.source)
      try victim.changeChecksums { files, _ in files[Victim.source] = digest }
      try victim.moveBehindLink("\(victim.vendored)/\(Victim.source)")
    },
    Attack(
      "no package digest", in: .vendor, cargo: .refused("unable to verify that"),
      rule: "weak-vendor-checksums"
    ) {
      try $0.changeChecksums { _, package in package = nil }
    },
    Attack(
      "another package digest", in: .vendor, cargo: .refused("changed between lock files"),
      rule: "vendored-crate-mismatch"
    ) {
      try $0.changeChecksums { _, package in package = String(repeating: "0", count: 64) }
    },
    Attack("a patch into the tree", in: .vendor, cargo: tampered, rule: "patched-vendored-crate") {
      victim in
      try victim.tamper(below: victim.vendored)
      try await victim.patchIntoVendor()
    },
    Attack(
      "a versioned folder kept by cargo vendor", in: .versionedVendor, cargo: tampered,
      rule: "edited-vendored-crate", withoutArchive: "weak-vendor-checksums"
    ) {
      victim in
      try victim.tamper(below: victim.vendored)
      try victim.changeChecksums { files, _ in files = [:] }
      try await victim.revendor()
    },
  ]

  /// Local registries. An archive is checked when it is unpacked, and unpacked once.
  static let localRegistry: [Attack] = [
    Attack(
      "an archive replaced after it was unpacked", in: .localRegistry, cargo: healthy,
      rule: "tampered-archive"
    ) {
      try $0.overwrite($0.localArchive, Victim.evil().archive)
    },
    Attack(
      "an archive replaced before it is unpacked", in: .localRegistry,
      cargo: .refused("failed to verify the checksum of"), rule: "tampered-archive"
    ) { victim in
      try victim.overwrite(victim.localArchive, Victim.evil().archive)
      try victim.removeUnpacked()
    },
    Attack("unpacked source edited", in: .localRegistry, cargo: tampered, rule: "edited-source") {
      try $0.tamper(below: $0.unpacked())
    },
    Attack(
      "archive and index replaced, the checksum gone", in: .localRegistry, cargo: tampered,
      locked: false, rule: "missing-checksum"
    ) { victim in
      try LocalRegistryFolder.write([Victim.evil()], to: victim.sandbox.url("registry"))
      try victim.removeUnpacked()
      try victim.removeLockedChecksum()
    },
  ]

  /// Cargo's own folders. Nothing in them is looked at again.
  static let cargoHome: [Attack] = [
    Attack("a cached archive replaced", in: .cargoHome, cargo: tampered, rule: "tampered-archive") {
      victim in
      try victim.overwrite(victim.cachedArchive(), Victim.evil().archive)
      try victim.removeUnpacked()
    },
    Attack("unpacked source edited", in: .cargoHome, cargo: tampered, rule: "edited-source") {
      try $0.tamper(below: $0.unpacked())
    },
    Attack(
      "a build.rs beside unpacked source", in: .cargoHome, cargo: .ranBuildScript,
      rule: "unlisted-file"
    ) { victim in
      try victim.sandbox.write(["\(victim.unpacked())/build.rs": Victim.buildScript])
    },
    Attack(
      "cached archive and index replaced, the checksum gone", in: .cargoHome, cargo: tampered,
      locked: false, rule: "missing-checksum"
    ) { victim in
      let evil = try Victim.evil()
      try victim.overwrite(victim.cachedArchive(), evil.archive)
      try victim.replaceInCachedIndex(
        try #require(Victim.genuine().line.checksum), with: try #require(evil.line.checksum))
      try victim.removeUnpacked()
      try victim.removeLockedChecksum()
    },
  ]

  /// The lockfile itself.
  static let lockfile: [Attack] = [
    Attack(
      "the checksum gone, --locked", in: .cargoHome, cargo: .refused("cannot update the lock file"),
      rule: "missing-checksum"
    ) { try $0.removeLockedChecksum() },
    Attack(
      "the checksum gone, another crate on the mirror", in: .cargoHome, cargo: tampered,
      locked: false, offline: false, rule: "missing-checksum"
    ) { victim in
      victim.registry.publish(try Victim.evil())
      try victim.forgetCargoHome()
      try victim.removeLockedChecksum()
    },
    Attack(
      "another crate on the mirror", in: .cargoHome, cargo: .refused("changed between lock files"),
      locked: false, offline: false, rule: "unverified-package"
    ) { victim in
      victim.registry.publish(try Victim.evil())
      try victim.forgetCargoHome()
    },
  ]

  static let all = vendored + localRegistry + cargoHome + lockfile
}
