/// Lists of audits that organisations publish for everybody, as cargo-vet's registry names them
/// (https://github.com/mozilla/cargo-vet, `registry.toml` on 2026-02-26).
///
/// A name here is a way to write an address, and no recommendation.
package struct WellKnownAudits: Hashable, Sendable {
  package let name: String
  package let url: String

  /// Sorted by name.
  package static let all: [WellKnownAudits] = [
    .raw("actix", "actix/supply-chain", "audits.toml"),
    .raw("ariel-os", "ariel-os/ariel-os", "supply-chain/audits.toml"),
    .raw("bytecode-alliance", "bytecodealliance/wasmtime", "supply-chain/audits.toml"),
    .raw("embark-studios", "EmbarkStudios/rust-ecosystem", "audits.toml"),
    .raw("fermyon", "fermyon/spin", "supply-chain/audits.toml"),
    .raw("google", "google/supply-chain", "audits.toml"),
    .raw("isrg", "divviup/libprio-rs", "supply-chain/audits.toml"),
    .raw("mozilla", "mozilla/supply-chain", "audits.toml"),
    .raw("zcash", "zcash/rust-ecosystem", "supply-chain/audits.toml"),
  ]

  package static func named(_ name: String) -> WellKnownAudits? { all.first { $0.name == name } }

  /// A file in the main branch of a repository.
  private static func raw(_ name: String, _ repository: String, _ path: String) -> WellKnownAudits {
    WellKnownAudits(
      name: name, url: "https://raw.githubusercontent.com/\(repository)/main/\(path)")
  }
}
