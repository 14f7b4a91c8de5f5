/// Actions whose needs are known, from their own documentation and source.
///
/// A name stands for every version of the action. What is not in the table may need anything.
struct KnownAction: Sendable {
  /// Scopes that its token needs beyond reading the repository.
  let needs: [(scope: String, access: Permissions.Access)]
  /// Whether it pushes with the credentials that a checkout left.
  let pushes: Bool
  /// Whether a token that is passed to it is only shown as an identity, or lifts a limit on reading
  /// what is public.
  let takesAnyToken: Bool
}

enum KnownActions {
  /// - Parameter name: `owner/name/path` in lower case.
  static func action(_ name: String) -> KnownAction? { table[name] }

  private static let table: [String: KnownAction] = {
    var table: [String: KnownAction] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      table[name] = KnownAction(
        needs: words.dropFirst().compactMap(need), pushes: words.contains("pushes"),
        takesAnyToken: words.contains("any-token"))
    }
    return table
  }()

  private static func need(_ word: String) -> (scope: String, access: Permissions.Access)? {
    let parts = word.split(separator: ":").map(String.init)
    guard parts.count == 2, let access = Permissions.Access(rawValue: parts[1]) else { return nil }
    return (parts[0], access)
  }

  /// A line an action: its name, scopes with their access, `pushes`, `any-token`.
  private static let text = """
    1password/load-secrets-action
    actions/attest id-token:write attestations:write any-token
    actions/attest-build-provenance id-token:write attestations:write any-token
    actions/attest-sbom id-token:write attestations:write any-token
    actions/cache
    actions/cache/restore
    actions/cache/save
    actions/checkout any-token
    actions/configure-pages pages:read
    actions/create-github-app-token
    actions/deploy-pages pages:write id-token:write any-token
    actions/download-artifact
    actions/labeler pull-requests:write any-token
    actions/setup-dotnet
    actions/setup-go any-token
    actions/setup-java any-token
    actions/setup-node any-token
    actions/setup-python any-token
    actions/upload-artifact
    actions/upload-artifact/merge
    actions/upload-pages-artifact
    actions-rs/audit-check checks:write issues:write any-token
    actions-rs/cargo
    actions-rs/clippy-check checks:write any-token
    actions-rs/toolchain
    actions-rust-lang/audit issues:write any-token
    actions-rust-lang/setup-rust-toolchain any-token
    ad-m/github-push-action contents:write pushes any-token
    arduino/setup-protoc any-token
    astral-sh/setup-uv any-token
    baptiste0928/cargo-install
    codecov/codecov-action any-token
    codespell-project/actions-codespell
    coverallsapp/github-action any-token
    crate-ci/typos
    denoland/setup-deno
    dependabot/fetch-metadata pull-requests:read any-token
    docker/build-push-action
    docker/metadata-action any-token
    docker/setup-buildx-action
    docker/setup-qemu-action
    dorny/paths-filter pull-requests:read any-token
    dtolnay/rust-toolchain
    embarkstudios/cargo-deny-action
    endbug/add-and-commit contents:write pushes any-token
    erlef/setup-beam any-token
    github/codeql-action/analyze security-events:write actions:read any-token
    github/codeql-action/autobuild actions:read any-token
    github/codeql-action/init security-events:write actions:read any-token
    github/codeql-action/upload-sarif security-events:write actions:read any-token
    houseabsolute/actions-rust-cross
    hustcer/setup-nu any-token
    ilammy/msvc-dev-cmd
    jamesives/github-pages-deploy-action contents:write pushes any-token
    jetli/wasm-bindgen-action
    jetli/wasm-pack-action
    microsoft/setup-msbuild
    mlugg/setup-zig
    mozilla-actions/sccache-action
    msys2/setup-msys2
    mymindstorm/setup-emsdk
    ncipollo/release-action contents:write any-token
    obi1kenobi/cargo-semver-checks-action
    ossf/scorecard-action security-events:write id-token:write actions:read
    peaceiris/actions-gh-pages contents:write pushes any-token
    peaceiris/actions-mdbook
    peter-evans/create-pull-request contents:write pull-requests:write pushes any-token
    pnpm/action-setup
    pre-commit/action
    pypa/cibuildwheel
    pyo3/maturin-action
    ruby/setup-ruby
    rui314/setup-mold
    rust-lang/crates-io-auth-action id-token:write
    rustsec/audit-check checks:write issues:write any-token
    seanmiddleditch/gha-setup-ninja
    sigstore/cosign-installer
    slsa-framework/slsa-verifier/actions/installer
    softprops/action-gh-release contents:write any-token
    stefanzweifel/git-auto-commit-action contents:write pushes
    step-security/harden-runner
    svenstaro/upload-release-action contents:write any-token
    swatinem/rust-cache
    swift-actions/setup-swift
    taiki-e/cache-cargo-install-action
    taiki-e/checkout-action
    taiki-e/create-gh-release-action contents:write any-token
    taiki-e/install-action
    taiki-e/setup-cross-toolchain-action
    taiki-e/upload-rust-binary-action contents:write any-token
    vmactions/freebsd-vm
    vmactions/netbsd-vm
    vmactions/openbsd-vm
    webfactory/ssh-agent
    """
}
