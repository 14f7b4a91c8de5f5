import Foundation
import MoatTestSupport
import Testing

/// Every way in that Cargo leaves open, tried with the real one.
@Suite(
  .tags(.oracle), .enabled(if: CargoSandbox.isPresent), .enabled(if: SharedData.isPresent),
  .serialized)
struct `Attacks` {
  /// How Moat looks at each kind of place.
  private static func command(_ place: Victim.Place) -> [String] {
    switch place {
    case .vendor, .versionedVendor: ["vendor", "verify"]
    case .localRegistry, .cargoHome: ["verify"]
    }
  }

  @Test(arguments: Victim.Place.allCases)
  func `an untouched project builds, and Moat has nothing to say`(place: Victim.Place) async throws
  {
    let victim = try await Victim(place)
    defer { victim.remove() }
    let (outcome, error) = try await victim.build(locked: true)
    #expect(outcome == Attack.healthy, "\(error)")
    if place == .vendor || place == .versionedVendor { try victim.addArchive() }
    for command in [Self.command(place), ["verify"]] {
      let report = try await MoatReport(command, on: victim.sandbox)
      #expect(report.status == 0 && report.rules.isEmpty, "\(report.text)")
    }
  }

  @Test(arguments: Attack.all)
  func `cargo behaves as described, and Moat notices`(attack: Attack) async throws {
    let victim = try await Victim(attack.place)
    defer { victim.remove() }
    let isVendored = attack.place == .vendor || attack.place == .versionedVendor
    if !isVendored {
      // Unpacks, as the build before the attack did.
      let (outcome, error) = try await victim.build(locked: true)
      try #require(outcome == Attack.healthy, "\(error)")
    }
    try await attack.make(victim)
    let (outcome, error) = try await victim.build(locked: attack.locked, offline: attack.offline)
    switch (attack.cargo, outcome) {
    case (.refused(let part), .refused): #expect(error.contains(part), "\(error)")
    default: #expect(outcome == attack.cargo, "\(error)")
    }

    let first = try await MoatReport(Self.command(attack.place), on: victim.sandbox)
    #expect(first.rules.contains(attack.ruleWithoutArchive), "\(first.text)")
    // What cargo refuses by itself may be worth a remark only.
    if case .refused = attack.cargo {} else { #expect(first.status == 1 || first.status == 3) }
    guard isVendored else { return }
    try victim.addArchive()
    for command in [["verify"], ["vendor", "verify"]] {
      let report = try await MoatReport(command, on: victim.sandbox)
      #expect(report.rules.contains(attack.rule), "\(report.text)")
      if case .refused = attack.cargo { continue }
      #expect(report.status == 1, "\(report.text)")
    }
  }
}
