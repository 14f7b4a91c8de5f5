import Foundation
import MoatTestSupport
import Testing

/// Every way in that Cargo leaves open, tried with the real one.
@Suite(
  .tags(.oracle), .enabled(if: CargoSandbox.isPresent), .enabled(if: SharedData.isPresent),
  .serialized)
struct `Attacks` {
  @Test(arguments: Victim.Place.allCases)
  func `an untouched project builds`(place: Victim.Place) async throws {
    let victim = try await Victim(place)
    defer { victim.remove() }
    let (outcome, error) = try await victim.build(locked: true)
    #expect(outcome == Attack.healthy, "\(error)")
  }

  @Test(arguments: Attack.all)
  func `cargo behaves as described`(attack: Attack) async throws {
    let victim = try await Victim(attack.place)
    defer { victim.remove() }
    if attack.place == .cargoHome || attack.place == .localRegistry {
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
  }
}
