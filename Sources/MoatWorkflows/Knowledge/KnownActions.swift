/// Actions whose needs are known, from their own documentation and source.
///
/// A name stands for every version of the action. What is not in the table may need anything.
struct KnownAction: Sendable {
  /// Scopes that its token needs beyond reading the repository.
  let needs: [(scope: String, access: Permissions.Access)]
  /// Scopes that it can write if it is told to.
  let mayWrite: Set<String>
  /// Whether it may need more than that.
  let isPartial: Bool
  /// Whether it pushes with the credentials that a checkout left.
  let pushes: Bool
  /// Whether a token that is passed to it is only shown as an identity, or lifts a limit on reading
  /// what is public.
  let takesAnyToken: Bool
}

enum KnownActions {
  /// An action all of whose needs are known.
  ///
  /// - Parameter name: `owner/name/path` in lower case.
  static func action(_ name: String) -> KnownAction? {
    table[name].flatMap { $0.isPartial ? nil : $0 }
  }

  /// Whether an action is known to write to a scope, always or if it is told to.
  static func writes(_ scope: String, _ name: String) -> Bool {
    guard let action = table[name] else { return false }
    return action.mayWrite.contains(scope)
      || action.needs.contains { $0.scope == scope && $0.access == .write }
  }

  private static let table: [String: KnownAction] = {
    var table: [String: KnownAction] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      table[name] = KnownAction(
        needs: words.dropFirst().compactMap(need),
        mayWrite: Set(words.filter { $0.hasSuffix("?") }.map { String($0.dropLast()) }),
        isPartial: words.contains("partial"), pushes: words.contains("pushes"),
        takesAnyToken: words.contains("any-token"))
    }
    return table
  }()

  private static func need(_ word: String) -> (scope: String, access: Permissions.Access)? {
    let parts = word.split(separator: ":").map(String.init)
    guard parts.count == 2, let access = Permissions.Access(rawValue: parts[1]) else { return nil }
    return (parts[0], access)
  }

  /// A line an action: its name, scopes with their access, scopes it writes if told to with `?`,
  /// `pushes`, `any-token`, `partial`.
  private static let text = """
    1password/load-secrets-action
    actions-rs/audit-check checks:write issues:write any-token
    actions-rs/cargo
    actions-rs/clippy-check checks:write any-token
    actions-rs/toolchain
    actions-rust-lang/audit issues:write any-token
    actions-rust-lang/setup-rust-toolchain any-token
    actions/attest id-token:write attestations:write any-token
    actions/attest-build-provenance id-token:write attestations:write any-token
    actions/attest-sbom id-token:write attestations:write any-token
    actions/cache
    actions/cache/restore
    actions/cache/save
    actions/checkout any-token
    actions/configure-pages pages:read
    actions/create-github-app-token
    actions/create-release contents? partial
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
    actions/upload-release-asset contents? partial
    ad-m/github-push-action contents:write pushes any-token
    anothrnick/github-tag-action contents? partial
    anthropics/claude-code-action id-token? partial
    arduino/setup-protoc any-token
    astral-sh/setup-uv any-token
    aws-actions/configure-aws-credentials id-token? partial
    azure/login id-token? partial
    baptiste0928/cargo-install
    benchmark-action/github-action-benchmark contents? partial
    changesets/action contents? partial
    codecov/codecov-action id-token? any-token
    codespell-project/actions-codespell
    codspeedhq/action id-token? partial
    coverallsapp/github-action any-token
    crate-ci/typos
    crazy-max/ghaction-github-pages contents? partial
    denoland/setup-deno
    dependabot/fetch-metadata pull-requests:read any-token
    docker/build-push-action id-token?
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
    google-github-actions/auth id-token? partial
    google-github-actions/release-please-action contents? partial
    googleapis/release-please-action contents? partial
    goreleaser/goreleaser-action contents? partial
    hashicorp/vault-action id-token? partial
    helm/chart-releaser-action contents? partial
    houseabsolute/actions-rust-cross
    hustcer/setup-nu any-token
    ilammy/msvc-dev-cmd
    jamesives/github-pages-deploy-action contents:write pushes any-token
    jetli/wasm-bindgen-action
    jetli/wasm-pack-action
    jfrog/setup-jfrog-cli id-token? partial
    marvinpinto/action-automatic-releases contents? partial
    mathieudutour/github-tag-action contents? partial
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
    pyo3/maturin-action
    pypa/cibuildwheel
    pypa/gh-action-pypi-publish id-token? partial
    release-drafter/release-drafter contents? partial
    release-plz/action id-token? contents? partial
    rhysd/github-action-benchmark contents? partial
    ruby/setup-ruby
    rubygems/configure-rubygems-credentials id-token? partial
    rubygems/release-gem id-token? partial
    rui314/setup-mold
    rust-lang/crates-io-auth-action id-token:write
    rustsec/audit-check checks:write issues:write any-token
    seanmiddleditch/gha-setup-ninja
    shogo82148/actions-upload-release-asset contents? partial
    sigstore/cosign-installer id-token?
    sigstore/gh-action-sigstore-python id-token? partial
    slsa-framework/slsa-verifier/actions/installer
    softprops/action-gh-release contents:write any-token
    stefanzweifel/git-auto-commit-action contents:write pushes
    step-security/harden-runner
    step-security/wait-for-secrets id-token? partial
    svenstaro/upload-release-action contents:write any-token
    swatinem/rust-cache
    swift-actions/setup-swift
    taiki-e/cache-cargo-install-action
    taiki-e/checkout-action
    taiki-e/create-gh-release-action contents:write any-token
    taiki-e/install-action
    taiki-e/setup-cross-toolchain-action
    taiki-e/upload-rust-binary-action contents:write any-token
    tailscale/github-action id-token? partial
    tauri-apps/tauri-action contents? partial
    vmactions/freebsd-vm
    vmactions/netbsd-vm
    vmactions/openbsd-vm
    webfactory/ssh-agent
    """
}
