"""Checkpoint folders and models by their configuration that vitc refuses: what is changed in a fixture, and what the
message says in this order."""

import json
import struct
from pathlib import Path

import numpy as np

FIXTURES = Path(__file__).resolve().parents[1] / "models" / "checkpoints"
FOLDERS, COMMANDS = [], []


def folder(name, source, change, *fragments, arguments=()):
    """`change` gets a copy of the fixture `source`; `fragments` appear in the message in this order."""
    FOLDERS.append((name, source, change, fragments, arguments))


def command(name, arguments, *fragments):
    COMMANDS.append((name, arguments, fragments))


# ---- Changes to a copy --------------------------------------------------------------------------------


def config(**members):
    """Members of config.json that differ; None removes one."""
    def change(path):
        file = path / "config.json"
        content = json.loads(file.read_text())
        for key, value in members.items():
            target = content
            *outer, key = key.split("__")
            for step in outer:
                target = target[step]
            if value is None:
                target.pop(key)
            else:
                target[key] = value
        file.write_text(json.dumps(content, indent=1))
    return change


def weights(edit):
    """`edit` gets the header of model.safetensors, a dictionary; data stay where they are."""
    def change(path):
        file = path / "model.safetensors"
        data = file.read_bytes()
        length = struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8:8 + length])
        edit(header)
        text = json.dumps(header).encode()
        file.write_bytes(struct.pack("<Q", len(text)) + text + data[8 + length:])
    return change


def rename(old, new):
    def edit(header):
        header[new] = header.pop(old)
    return edit


def several(*edits):
    def edit(header):
        for one in edits:
            one(header)
    return edit


def reshape(name, shape):
    def edit(header):
        header[name]["shape"] = shape
    return edit


def retype(name, dtype):
    def edit(header):
        header[name]["dtype"] = dtype
    return edit


def all_of(*changes):
    def change(path):
        for one in changes:
            one(path)
    return change


def text(content):
    return lambda path: (path / "config.json").write_text(content)


def without(name):
    return lambda path: (path / name).unlink()


# ---- Folders --------------------------------------------------------------------------------------------

Q = "vit.encoder.layer.1.attention.attention.query.weight"
folder("no_config", "vit", all_of(without("config.json"), without("model.onnx")), "has no config.json", "name a checkpoint")
folder("no_weights", "vit", all_of(without("model.safetensors"), without("model.onnx")), "has neither model.safetensors", "safetensors format")
folder("config_is_no_json", "vit", text("{'model_type': 'vit'}"), "config.json:1:2: it is no JSON: ")
folder("config_twice", "vit", text('{"model_type": "vit",\n "model_type": "deit"}'), "config.json:2:13: ", "two members 'model_type'")
folder("config_is_a_list", "vit", text("[]"), "no JSON object")
folder("unknown_kind", "vit", text('{"hidden_size": 24}'), "neither a 'model_type'", "nor an 'architecture'")
folder("unknown_model_type", "vit", config(model_type="dinov3"), "config.json:", "'dinov3' is no model type",
       "export the model to ONNX", "known are 'aimv2', 'aimv2_vision_model', 'beit'", "'vit_msn', 'vitmatte', 'vitpose', 'yolos'\n")
folder("unknown_class", "vit", config(architectures=["ViTForMaskedImageModeling"]), "'ViTForMaskedImageModeling'",
       "'vit'", "export the model to ONNX", "known are 'ViTForImageClassification', 'ViTModel'")
folder("unknown_activation", "vit", config(hidden_act="gelu_tan"), "'hidden_act'", "known are", "did you mean 'gelu_tanh'?")
folder("number_is_text", "vit", config(hidden_size="24"), "'hidden_size': expected an integer, not \"24\"")
folder("flag_is_number", "vit", config(qkv_bias=1), "'qkv_bias': expected true or false, not 1")
folder("size_is_text", "vit", config(image_size=[32]), "'image_size'", "expected an integer, or [height, width]")
folder("epsilon_is_text", "vit", config(layer_norm_eps="small"), "'layer_norm_eps': expected a number")
folder("heads_do_not_divide", "vit", config(num_attention_heads=5), "hidden_size 24 is no multiple of the 5 heads")
folder("no_heads", "vit", config(num_attention_heads=0), "number of heads is 0")
folder("negative_layers", "vit", config(num_hidden_layers=-1), "number of layers is -1")
folder("huge_hidden_size", "vit", config(hidden_size=2**62), "hidden_size is", "from 1 to")
folder("patch_of_nothing", "vit", config(patch_size=0), "patch's height is 0")
folder("image_size_argument", "vit", lambda path: None, "an image of 7x32 has no patch of 8x8",
       arguments=["--image-size=7x32"])
folder("input_shape", "vit", lambda path: None, "--input-shape=pixel_values", "--image-size",
       arguments=["--input-shape=pixel_values=1x3x32x32"])
folder("missing_and_surplus", "vit", weights(several(rename(Q, "query"), rename("classifier.bias", "bias"))),
       "not those of the model", "2 missing, 0 that do not fit, 2 too many", "missing: '" + Q + "', [24, 24]",
       "missing: 'classifier.bias', [7]", "not part of the model: 'bias'", "not part of the model: 'query'")
folder("wrong_shape", "vit", weights(reshape(Q, [12, 48])), "1 that do not fit", "'" + Q + "' is F32 [12, 48]",
       "has [24, 24] there")
folder("wrong_type", "vit", weights(retype("classifier.bias", "I32")), "'classifier.bias' is I32 [7]", "F32, F16, BF16")
folder("other_numbers", "vit", config(num_hidden_layers=3), "16 missing", "vit.encoder.layer.2.layernorm_before.weight")
folder("truncated_weights", "vit",
       lambda path: (path / "model.safetensors").write_bytes((path / "model.safetensors").read_bytes()[:9000]),
       "model.safetensors", "truncated")


def safetensors(content):
    return lambda path: (path / "model.safetensors").write_bytes(content)


def header(**members):
    text = json.dumps(members).encode()
    return struct.pack("<Q", len(text)) + text + bytes(16)


def index(weight_map, **contents):
    """The weights by an index; _ in a file's name stands for its dot."""
    def change(path):
        (path / "model.safetensors").rename(path / "1.safetensors")
        text = weight_map if isinstance(weight_map, str) else json.dumps({"weight_map": weight_map})
        (path / "model.safetensors.index.json").write_text(text)
        for name, content in contents.items():
            (path / name.replace("_", ".")).write_bytes(content)
    return change


folder("weights_are_empty", "vit", safetensors(b""), "model.safetensors'", "0 bytes", "fetch it again")
folder("weights_are_a_pointer", "vit", safetensors(b"version https://git-lfs.github.com/spec/v1"), "model.safetensors'", "git lfs pull")
folder("header_beyond_the_file", "vit", safetensors(struct.pack("<Q", 1 << 62) + b"{}"), "model.safetensors'",
       "4611686018427387904 bytes", "only 2 behind its length", "fetch it again")
folder("header_is_no_json", "vit", safetensors(struct.pack("<Q", 3) + b"{a}"), "model.safetensors'", "header is no JSON", "line 1, column 2")
folder("tensors_overlap", "vit", safetensors(header(a={"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                                                    b={"dtype": "F32", "shape": [2], "data_offsets": [4, 12]})),
       "model.safetensors'", "tensor 'b'", "overlap those of 'a'", "fetch")
folder("tensor_beyond_the_file", "vit", safetensors(header(a={"dtype": "I8", "shape": [1 << 62], "data_offsets": [0, 1 << 62]})),
       "model.safetensors'", "tensor 'a'", "4611686018427387904", "16 bytes of data", "fetch it again")
folder("tensor_of_another_size", "vit", safetensors(header(a={"dtype": "F32", "shape": [2], "data_offsets": [0, 4]})),
       "model.safetensors'", "tensor 'a'", "8 bytes", "data_offsets 4", "fetch")
for name, file in (("above", "../1.safetensors"), ("absolute", "/etc/passwd"), ("below", "a/1.safetensors")):
    folder(f"shard_{name}", "vit", index({Q: file}), "index.json'", f"'{Q}'", f"'{file}' is no file of the folder", "fetch")
folder("shard_missing", "vit", index({Q: "2.safetensors"}), "index.json'", f"'{Q}' is in '2.safetensors'", "not in the folder; fetch that file")
folder("shard_without_the_tensor", "vit", index({"x": "1.safetensors"}), "index.json'", "tensor 'x' is not in '1.safetensors'", "fetch")
folder("index_is_no_json", "vit", index("{"), "index.json:1:", "no JSON")
folder("index_without_map", "vit", index("{}"), "index.json'", "no object 'weight_map'", "fetch")
folder("long_values_are_described", "vit", config(hidden_size=list(range(1000))), "'hidden_size': expected an integer, not a list of 1000")
folder("many_layers", "vit", config(num_hidden_layers=10001), "number of layers is 10001; it has to be from 0 to 10000")
folder("no_mlp", "timm_vit", config(model_args__mlp_ratio=-1e300), "the MLP's size is -1", "from 1 to")
folder("huge_mlp", "dinov2_f16", config(mlp_ratio=1e300), "the MLP's size is", "from 1 to")
folder("huge_patches", "vit", config(image_size=1 << 20, patch_size=1 << 20, hidden_size=1 << 20, num_attention_heads=1),
       "a tensor of 3458764513820540928 elements", "too large for any memory", "smaller")
folder("huge_relative_bias", "beit", config(image_size=1600, patch_size=4), "160001 tokens take", "vitc computes up to 2048 MB",
       "smaller image")
folder("huge_feature_map", "vit_hybrid", config(backbone_featmap_shape=[1, 1, 1 << 62, 1 << 62]), "rows of the position embedding is",
       "from 0 to 1048576")
folder("many_stages", "timm_stem", config(model_args__backbone=[1] * 100), "number of stages is 100", "from 0 to 16")
folder("both_relative_biases", "beit", config(use_shared_relative_position_bias=True), "not both")
folder("no_vision_config", "clip", config(vision_config=None), "'vision_config'", "is missing")
folder("no_backbone", "vit_hybrid", config(backbone_config=None), "'backbone_config'", "BiT")
folder("other_backbone", "vit_hybrid", config(backbone_config__model_type="resnet"), "'resnet' is no backbone")
folder("preactivation", "vit_hybrid", config(backbone_config__layer_type="preactivation"), "'layer_type'", "pre-activation")
folder("padding_mixture", "vit_hybrid", config(backbone_config__global_padding=None), "'global_padding'", "no mixture")
folder("dilated", "vit_hybrid", config(backbone_config__output_stride=8), "'output_stride'", "without dilation")
folder("backbone_activation", "vit_hybrid", config(backbone_config__hidden_act="gelu"), "'hidden_act'", "'relu' alone")
folder("several_stages", "vit_hybrid", config(backbone_config__out_features=["stage1", "stage3"]), "'out_features'")
folder("groups_do_not_divide", "vit_hybrid", config(backbone_config__num_groups=3), "no multiple of its 3 groups")
folder("unknown_architecture", "timm_vit", config(architecture="vit_base_patch16_225"), "no architecture of timm",
       "to ONNX", "did you mean 'vit_base_patch16_224'")
folder("timm_pooling", "timm_vit", config(model_args__global_pool="prr"), "'global_pool'", "'prr'", "'token', 'avg'")
folder("timm_block", "timm_vit", config(model_args__block_fn="Blok"), "'block_fn'", "'Blok'", "'ResPostBlock'")
folder("timm_attention", "timm_vit", config(model_args__attn_layer="rope"), "'attn_layer'", "'rope'", "'diff'")
folder("timm_parallel_norm", "timm_parallel_scaled", config(model_args__scale_attn_norm=True), "'scale_attn_norm'",
       "'ParallelScalingBlock' has no such")
folder("timm_rope_type", "timm_eva02", config(model_args__rope_type="axial"), "'rope_type'", "'axial'", "'mixed'")
folder("timm_rope_order", "timm_rope_in_turn", config(model_args__rope_grid_indexing="xy"), "'rope_grid_indexing'")
folder("timm_rope_halves", "timm_rope_mixed", config(model_args__rope_rotate_half=True), "'rope_rotate_half'", "false")
folder("timm_rope_temperature", "timm_eva02", config(model_args__rope_temperature=0), "'rope_temperature'", "positive")
folder("timm_rope_sections", "timm_rope_in_turn", config(model_args__rope_mrope_section=[1, 2]), "three numbers")
folder("timm_rope_heads", "timm_eva02", config(model_args__num_heads=4), "heads of 6 channels cannot be divided")
folder("timm_key_heads", "timm_sapiens2", config(model_args__num_kv_heads=[3, 2]), "the 3 heads are no multiple of the 2")
folder("timm_key_heads_of_layers", "timm_sapiens2", config(model_args__num_kv_heads=[3]), "for 1 layers, and 2 layers")
folder("timm_key_heads_of_one", "timm_eva02_tiny", config(model_args__num_kv_heads=1), "'num_kv_heads'", "\"rope\"")
folder("timm_post_norm", "timm_eva02_post_norm", config(model_args__qk_norm=True), "'use_post_norm'", "excludes 'qk_norm'")
folder("timm_both_biases", "timm_beit", config(model_args__use_shared_rel_pos_bias=True), "'use_shared_rel_pos_bias'")
folder("timm_differential_heads", "timm_differential_attention", config(model_args__num_heads=8), "divides heads in two")
folder("timm_beit_pooling", "timm_beit", config(model_args__global_pool="map"), "'map'", "'avg', 'token' and ''")
folder("timm_convnext_stem", "timm_convnext", config(model_args__stem_type="overlap"), "'stem_type'", "overlapping patches")
folder("timm_convnext_filters", "timm_convnext", config(model_args__kernel_sizes=[7, 7, 5, 7]), "'kernel_sizes'", "than 7")
folder("timm_convnext_norm", "timm_convnext", config(architecture="convnext_atto_rms"), "'norm_layer'", "'layernorm'")
folder("timm_convnext_stages", "timm_convnext", config(model_args__dims=[8, 16], model_args__depths=[1, 1]), "four stages")
folder("timm_relative_size", "timm_relpos", config(model_args__rel_pos_dim=-1), "relative positions is -1")
folder("timm_xcit_patch", "timm_xcit", config(model_args__patch_size=4), "'patch_size': it is 4, and has to be 8 or 16")
folder("timm_xcit_heads", "timm_xcit", config(model_args__num_heads=5), "embed_dim 32 is no multiple of the 5 heads")
folder("timm_xcit_norm", "timm_xcit", config(model_args__norm_layer="rmsnorm"), "'norm_layer'", "than 'layernorm'")
folder("timm_xcit_positions", "timm_xcit", lambda path: None, "positions of", "vitc computes up to 2048 MB", arguments=["--image-size=65536"])
folder("timm_xcit_weights", "timm_xcit", config(model_args__cls_attn_layers=2), "missing: 'cls_attn_blocks.1.gamma1', [32]")
folder("timm_mobilevit_heads", "timm_mobilevit", config(model_args__transformer_dims=[0, 0, 14, 16]), "14 channels of a transformer are no multiple")
folder("timm_mobilevit_blocks", "timm_mobilevit", config(model_args__blocks=[]), "'blocks': the model has stages of its own", "to ONNX")
folder("timm_mobilevit_stages", "timm_mobilevit", config(model_args__transformer_depths=[0, 1]), "'transformer_depths': there are 4 stages")
folder("timm_mobilevit_width", "timm_mobilevitv2", config(model_args__width_factor=0), "'width_factor': expected a number up to 64")
folder("timm_mobilevit_attention", "timm_mobilevitv2", config(model_args__attn_layer="se"), "'attn_layer'", "layers of another class")
folder("timm_naflexvit_rope", "timm_naflexvit", config(model_args__rope_type="axial"), "'rope_type': the model has rotary positions", "to ONNX")
folder("timm_naflexvit_positions", "timm_naflexvit", config(model_args__pos_embed="rope"), "'pos_embed'", "'learned', 'factorized' and 'none'")
folder("timm_naflexvit_corners", "timm_naflexvit", config(model_args__pos_embed_align_corners=True), "'pos_embed_align_corners'")
folder("timm_naflexvit_grid", "timm_naflexvit", config(model_args__pos_embed_grid_size=[4, 5]), "does not fit: 'embeds.pos_embed' is F32 [1, 4, 4, 24]")
folder("timm_stem", "timm_vit", config(architecture="vit_base_resnet50d_224"), "'stem'", "other than BiT's ResNet")
folder("timm_size_by_a_ratio", "timm_vit", config(architecture="vit_so400m_patch14_reg1_tipsv2", model_args=None),
       "'blocks.0.mlp.fc1.weight'", "the model has [4304, 1152] there")
folder("timm_norm", "timm_vit", config(model_args__norm_layer="batchnorm2d"), "'norm_layer'", "'layernorm' and 'rmsnorm'")
folder("timm_embedding_norm", "timm_vit", config(model_args__embed_norm_layer="rmsnorm"), "'embed_norm_layer'", "'layernorm'")
folder("timm_positions", "timm_vit", config(model_args__pos_embed="rope"), "'pos_embed'", "'learn'")
folder("dropout_of_all", "vit", config(hidden_dropout_prob=1.0), "config.json:",
       "'hidden_dropout_prob': the rate of a dropout is at least 0 and below 1, not 1.0")
folder("dropout_rounded_to_all", "vit", config(attention_probs_dropout_prob=0.99999999999), "'attention_probs_dropout_prob'",
       "below 1, not 0.99999999999")
folder("dropout_of_less_than_nothing", "clip", config(vision_config__attention_dropout=-0.1), "'attention_dropout'", "-0.1")
folder("dropout_is_text", "dinov2_swiglu", config(drop_path_rate="0.1"), "'drop_path_rate': expected a number, not \"0.1\"")
folder("dropout_of_a_backbone", "vit_hybrid", config(backbone_config__drop_path_rate=2), "'drop_path_rate'", "below 1, not 2")
folder("timm_dropout", "timm_vit", config(model_args__proj_drop_rate=-1), "'proj_drop_rate'", "at least 0", "not -1")
folder("timm_patch_dropout", "timm_vit", config(model_args__patch_drop_rate=1), "'patch_drop_rate'", "below 1, not 1")
folder("timm_no_class_token", "timm_vit", config(model_args__class_token=False), "take the class token, but has none")

# Models that are no Vision Transformer read each number within bounds, and say which one is not.
folder("stages_differ", "convnext", config(depths=[1]), "config.json:", "'depths': expected 2 numbers, one for each stage; there are 1")
folder("stage_of_nothing", "convnext", config(depths=[1, 0]), "'depths': each has to be from 1 to", "0 is not")
folder("stages_are_counted", "convnextv2", config(num_stages=4), "'num_stages'", "have 2 stages")
folder("many_channels", "convnext", config(hidden_sizes=[8, 1 << 40]), "'hidden_sizes': each has to be from 1 to")
folder("no_channels", "convnext", config(num_channels=0), "'num_channels': it is 0, and has to be from 1 to")
folder("stem_of_nothing", "convnext", config(patch_size=[4, 0]), "'patch_size': it is 4x0; both have to be from 1 to")
folder("nothing_left", "convnext", lambda path: None, "of an image of 7x32 nothing is left in the last stage; choose a larger one",
       arguments=["--image-size=7x32"])
folder("endless_image", "convnext", lambda path: None, "the image is 100000x32; height and width have to be from 1 to",
       arguments=["--image-size=100000x32"])
folder("huge_maps", "convnext", config(hidden_sizes=[8, 1 << 16]), "images of 65535x65535 make tensors of", "too large for any memory",
       arguments=["--image-size=65535x65535"])
folder("small_windows", "swin", lambda path: None, "an image of 8x8 has 2x2 tokens in stage 1, fewer than the 4x4 of its windows",
       arguments=["--image-size=8x8"])
folder("swin_heads", "swin", config(num_heads=[2, 3, 4]), "16 channels of stage 1 are no multiple of its 3 heads")
folder("swin_stages", "swin", config(depths=[1] * 9, num_heads=[1] * 9), "'depths': vitc compiles up to 8 stages")
folder("swin_mlp", "swin", config(mlp_ratio=0), "'mlp_ratio'", "at least 1")
folder("swinv2_positions", "swinv2", config(use_absolute_embeddings=True), "'use_absolute_embeddings'", "leave it away")
folder("swinv2_trained_window", "swinv2", config(pretrained_window_sizes=[1, 1]), "'pretrained_window_sizes'")
folder("swin_weights", "swin", weights(several(rename("classifier.bias", "bias"),
                                               reshape("swin.encoder.layers.0.downsample.norm.bias", [16, 2]))),
       "1 missing, 1 that do not fit, 1 too many", "missing: 'classifier.bias', [7]", "layers.0.downsample.norm.bias' is F32 [16, 2]",
       "not part of the model: 'bias'")
folder("pyramid_heads", "segformer", config(num_attention_heads=[2, 3]), "16 channels of stage 1 are no multiple of its 3 heads")
folder("pyramid_image", "segformer", lambda path: None, "an image of 4x32 has 1x8 positions in stage 0, where keys are made of 2x2",
       arguments=["--image-size=4x32"])
folder("pyramid_stages", "pvt_v2", config(num_encoder_blocks=9), "'num_encoder_blocks': vitc compiles up to 8")
folder("pooled_pyramid", "pvt_v2_model", lambda path: None, "has 16x16 positions in stage 0, of which vitc pools multiples of 7 alone",
       arguments=["--image-size=64"])
folder("segments_of_tokens", "segformer", config(reshape_last_stage=False), "'reshape_last_stage'", "images alone")
folder("positions_are_no_square", "siglip2_vision_model", config(num_patches=15), "'num_patches': expected a square")
folder("patches_are_no_rows", "siglip2_vision_model", weights(reshape("embeddings.patch_embedding.weight", [24, 3, 64])),
       "'embeddings.patch_embedding.weight' is F32 [24, 3, 64]", "has [24, 192] there")
folder("depth_backbone", "depth_anything", config(backbone_config__model_type="beit"), "'model_type': 'beit' is no backbone", "dinov2 is",
       "to ONNX")
folder("depth_stages", "depth_anything", config(backbone_config__out_indices=[1, 2, 4], backbone_config__out_features=None),
       "'out_indices': the backbone has stages from 1 to 3")
folder("depth_of_images", "depth_anything", config(backbone_config__reshape_hidden_states=True), "'reshape_hidden_states'", "false")
folder("depth_necks", "depth_anything", config(neck_hidden_sizes=[8, 8]), "'neck_hidden_sizes': there are 2 of them, 3 reassemble_factors and 3 blocks")
folder("depth_factors", "depth_anything", config(reassemble_factors=[2, 1, 0.3]), "'reassemble_factors': expected whole numbers")
folder("depth_kind", "depth_anything", config(depth_estimation_type="absolute"), "'absolute' is neither 'relative' nor 'metric'")
folder("depth_patch", "depth_anything", config(patch_size=14), "'patch_size': the backbone's is 8x8")
folder("no_depth_backbone", "depth_anything", config(backbone_config=None), "'backbone_config'", "described here")
folder("hybrid_dpt", "dpt", config(is_hybrid=True), "'backbone_config'", "described here")
folder("hybrid_dpt_stages", "dpt_hybrid", config(backbone_config__out_features=["stage1", "stage3"]), "'out_features'", "expected 3 stages")
folder("hybrid_dpt_readout", "dpt_hybrid", config(readout_type="add"), "'readout_type': hybrids have 'project' alone")
folder("hybrid_dpt_channels", "dpt_hybrid", config(neck_hidden_sizes=[16, 8, 8, 12]),
       "'neck_hidden_sizes': stage 2 of the backbone has 16 channels, not 8")
folder("hybrid_dpt_patch", "dpt_hybrid", config(patch_size=8), "'patch_size'", "a pixel for 16x16, not for 8x8")
folder("hybrid_dpt_images", "dpt_hybrid", config(neck_ignore_stages=[]), "'neck_ignore_stages'", "[0, 1]")
folder("hybrid_dpt_blocks", "dpt_hybrid", config(backbone_out_indices=[0, 1, 2, 1]), "'backbone_out_indices': the model has blocks from 0 to 1")
folder("hybrid_dpt_size", "dpt_hybrid", lambda path: None, "multiples of 16x16, not of 40x48", arguments=["--image-size=40x48"])
folder("hybrid_dpt_positions", "dpt_hybrid", lambda path: None, "there are positions for 3x3 patches, not for 4x4", arguments=["--image-size=64"])
folder("hybrid_dpt_weights", "dpt_hybrid", weights(rename("dpt.embeddings.projection.bias", "bias")), "missing: 'dpt.embeddings.projection.bias'")
folder("readout", "dpt", config(readout_type="mean"), "'mean' is none of 'ignore', 'add' and 'project'")
folder("dpt_blocks", "dpt", config(backbone_out_indices=[0, 1, 3]), "'backbone_out_indices': the model has blocks from 0 to 2")
folder("dpt_head", "dpt", config(head_in_index=3), "'head_in_index': there are 3 merged images")
folder("dinov3_rope", "dinov3", config(rope_theta=-1), "'rope_theta': expected a positive number")
folder("dinov3_weights", "dinov3", config(use_gated_mlp=True), "missing: 'layer.0.mlp.gate_proj.weight'")
NO_LABELS = dict(id2label=None, label2id=None)
folder("descending_stages", "depth_anything", config(backbone_config__out_indices=[3, 1, 2], backbone_config__out_features=None),
       "'out_indices': expected stages in ascending order", "1 follows 3")
folder("descending_features", "dpt_dinov2", config(backbone_config__out_features=["stage3", "stage2", "stage1"], backbone_config__out_indices=None),
       "'out_features': expected stages in ascending order", "2 follows 3")
for name, source in (("convnext", "convnext"), ("segments", "segformer"), ("swin", "swin"), ("vit", "vit")):
    folder(f"endless_labels_{name}", source, config(num_labels=1 << 62, **NO_LABELS), "'num_labels': it is 4611686018427387904", "from 0 to")
    folder(f"negative_labels_{name}", source, config(num_labels=-3, **NO_LABELS), "'num_labels': it is -3, and has to be from 0 to")
folder("head_without_labels", "convnext", config(num_labels=0, **NO_LABELS), "'num_labels': a class with a head has at least 1 label")
folder("segments_without_labels", "segformer", config(id2label={}), "'id2label': a class with a head has at least 1 label")
folder("timm_endless_classes", "timm_convnext", config(model_args__num_classes=1 << 62), "'num_classes': it is 4611686018427387904")
folder("timm_negative_classes", "timm_convnext", config(model_args__num_classes=-4), "'num_classes': it is -4, and has to be from 0 to")
for name, source, key in (("convnext", "convnext", "layer_norm_eps"), ("swin", "swin", "layer_norm_eps"), ("pyramid", "pvt_v2", "layer_norm_eps"),
                          ("timm", "timm_convnext", "model_args__norm_eps"), ("vit", "vit", "layer_norm_eps")):
    folder(f"negative_epsilon_{name}", source, config(**{key: -1}), f"'{key.split('__')[-1]}': the epsilon of a normalisation", "not -1")

# Numbers that are fine by themselves make tensors, weights or constants that no memory holds.
MANY = 1 << 16
folder("huge_patch_of_swin", "swin", config(patch_size=MANY, num_channels=MANY, embed_dim=MANY, window_size=1, depths=[1], num_heads=[1]),
       "a weight of", "too large for any memory; make the patches or the layers smaller")
folder("huge_patch_of_convnext", "convnext", config(patch_size=MANY, image_size=MANY, num_channels=MANY, hidden_sizes=[1 << 13], depths=[1], num_stages=1),
       "a weight of", "make the patches or the layers smaller")
folder("huge_patch_of_a_pyramid", "segformer", config(patch_sizes=[MANY, 3], num_channels=MANY, hidden_sizes=[MANY, 16]), "too large for any memory")
folder("huge_patch_for_padding", "swin", config(patch_size=MANY, window_size=1, depths=[1], num_heads=[1]), "tensors of", "too large for any memory",
       arguments=["--batch=1000000"])
folder("huge_batch_of_depth", "depth_anything", lambda path: None, "too many for any memory", arguments=["--image-size=4096x4096", "--batch=10000000"])
folder("huge_necks", "dpt", config(patch_size=1, image_size=32, backbone_out_indices=[0] * 16, neck_hidden_sizes=[2] * 16, reassemble_factors=[64] * 16,
                                   fusion_hidden_size=2, readout_type="ignore", hidden_size=2, num_attention_heads=1, intermediate_size=2),
       "images of 32x32 make tensors of", "too large for any memory")
folder("mixed_rope_of_fewer_keys", "timm_rope_mixed", config(model_args__num_heads=6, model_args__attn_type="rope", model_args__qkv_fused=False,
                                                             model_args__num_kv_heads=2), "keys and values need 6 heads, too, not 2")
for name, source, members in (("beit", "beit", dict(image_size=4)), ("data2vec", "data2vec", dict(image_size=4)),
                              ("timm_beit", "timm_beit", dict(model_args__img_size=4)),
                              ("timm_relative", "timm_relpos_table", dict(model_args__img_size=4)),
                              ("swin", "swin_model", dict(image_size=1, patch_size=2, window_size=1))):
    folder(f"trained_for_nothing_{name}", source, config(**members), "no patches to be resampled from", arguments=["--image-size=32x32"])
folder("positions_of_one_size", "aimv2_vision_model", lambda path: None, "there are positions for 4x4 patches, not for 5x3",
       "leave the image's size as the configuration has it", arguments=["--image-size=40x24"])
folder("aimv2_without_head", "aimv2", config(vision_config__use_head=False), "'use_head': what is compared with texts")
folder("no_detection_tokens", "yolos", config(num_detection_tokens=0), "'num_detection_tokens': it is 0")
folder("detections_without_labels", "yolos", config(id2label={}), "'id2label': a class with a head has at least 1 label")
folder("yolos_weights", "yolos", config(num_detection_tokens=6), "does not fit: 'vit.embeddings.detection_tokens'")
folder("matte_backbone", "vitmatte", config(backbone_config__model_type="dinov2"), "'model_type': 'dinov2' is no backbone", "vitdet is", "to ONNX")
folder("no_matte_backbone", "vitmatte", config(backbone_config=None), "'backbone_config'", "described here")
folder("matte_size", "vitmatte", config(hidden_size=8), "'hidden_size': the backbone's is 16")
folder("matte_steps", "vitmatte", config(fusion_hidden_sizes=[8, 6]), "'fusion_hidden_sizes': there is one more of them", "there are 2")
folder("matte_patch", "vitmatte", config(backbone_config__patch_size=16), "make an image of patches of 8x8, and the backbone's are 16x16")
folder("matte_image", "vitmatte", lambda path: None, "images of 44x32 are no multiples of the patches of 8x8", arguments=["--image-size=44x32"])
folder("matte_positions", "vitmatte", config(backbone_config__pretrain_image_size=[32, 48]), "'pretrain_image_size'", "not of 4x6")
folder("matte_heads", "vitmatte", config(backbone_config__num_attention_heads=3), "hidden_size 16 is no multiple of the 3 heads")
folder("matte_stages", "vitmatte", config(backbone_config__out_features=["stage3"], backbone_config__out_indices=None),
       "'out_features': the backbone has stages from 1 to 2")
folder("matte_weights", "vitmatte", weights(rename("decoder.matting_head.matting_convs.3.bias", "bias")),
       "missing: 'decoder.matting_head.matting_convs.3.bias', [1]")
folder("pose_of_experts", "vitpose", config(backbone_config__num_experts=6), "'num_experts': which expert is asked")
folder("pose_classic", "vitpose", config(use_simple_decoder=False), "'use_simple_decoder': vitc compiles the simple decoder alone")
folder("pose_of_one_size", "vitpose", lambda path: None, "there are positions for 6x4 patches, not for 4x4", arguments=["--image-size=32x32"])
folder("pose_padding", "vitpose", config(backbone_config__patch_size=[4, 4]), "has more patches of 4x4 with the 2 pixels around it than without")
folder("pose_backbone", "vitpose", config(backbone_config__model_type="vit"), "'vit' is no backbone", "vitpose_backbone is")
folder("glpn_strides", "glpn", lambda path: None, "an image of 36x32 has 9x8 positions in stage 0 and 5x4 in the next", "choose a multiple of all strides",
       arguments=["--image-size=36x32"])
folder("glpn_image", "glpn", config(head_in_index=2), "'head_in_index': the decoder has 2 images")
folder("timm_swin_smaller", "timm_swin", lambda path: None, "the windows of stage 2 would have 3x4 tokens, and its table of distances is for 4x4",
       "choose a larger image", arguments=["--image-size=24x32"])
folder("timm_swin_odd", "timm_swin", lambda path: None, "an image of 33x32 is no multiple of the patches of 2x2", arguments=["--image-size=33x32"])
folder("timm_swin_windows", "timm_swin", config(model_args__window_size=[4, 4, 4, 4]), "'window_size': expected a size, height and width, or one size for each of the 3")
folder("timm_swin_partition", "timm_swin", config(model_args__always_partition=True), "'always_partition': the model has windows that are larger than a stage")
folder("timm_swin_heads", "timm_swin", config(model_args__head_dim=8), "'head_dim': the model has heads of a size of their own")
folder("timm_cait_size", "timm_cait", lambda path: None, "there are positions for 4x4 patches, not for 5x3", arguments=["--image-size=40x24"])
folder("timm_cait_block", "timm_cait", config(model_args__attn_block="ClassAttn"), "'attn_block': the model has layers of another class")
folder("timm_cait_mlp", "timm_cait", config(model_args__mlp_ratio_token_only=0), "'mlp_ratio_token_only': the MLP has to have at least 1 channel")
folder("detr_of_one_size", "rt_detr", lambda path: None, "anchor_image_size is 32x64", "images of that size alone", arguments=["--image-size=64x64"])
folder("detr_image", "d_fine", lambda path: None, "an image of 48x64 is no multiple of 32 pixels", arguments=["--image-size=48x64"])
folder("detr_few_places", "rt_detr", config(num_queries=43), "43 queries are more than the 42 places of an image of 32x64")
folder("detr_heads", "rt_detr", config(decoder_attention_heads=3), "16 and 16 channels of decoder and encoder are no multiples of the 3 and 2 heads")
folder("detr_backbone", "rt_detr", config(backbone_config__model_type="swin"), "'model_type': 'swin' is no backbone of a detector", "'hgnet_v2'", "to ONNX")
folder("no_detr_backbone", "rt_detr", config(backbone_config=None), "'backbone_config'", "configuration of the backbone is missing")
folder("detr_timm_backbone", "rt_detr", config(use_timm_backbone=True), "'use_timm_backbone': backbones of other libraries", "to ONNX")
folder("detr_levels", "rt_detr", config(num_feature_levels=4), "'num_feature_levels': vitc compiles as many sizes of features as the encoder gives, 3")
folder("detr_stages", "rt_detr", config(backbone_config__out_features=[], backbone_config__out_indices=[]), "no stage is read", "stage2")
folder("detr_channels", "rt_detr", config(decoder_in_channels=[16, 16, 8]), "'decoder_in_channels': the encoder gives 16 channels of each of 3 sizes")
folder("detr_method", "rt_detr_v2", config(decoder_method="discrete"), "'decoder_method': 'discrete' is not compiled from a folder", "to ONNX")
folder("detr_learned_queries", "rt_detr", config(learn_initial_query=True), "'learn_initial_query'", "does not run with queries that are learned")
folder("detr_attention", "rt_detr", config(encode_proj_layers=[3]), "'encode_proj_layers': there are 3 sizes of features, from 0 on")
folder("detr_expansion", "rt_detr", config(hidden_expansion=0), "'hidden_expansion': blocks of convolutions have to have")
folder("detr_basic_blocks", "rt_detr_v2", config(backbone_config__embedding_size=12), "first stage has 8 channels and the stem 12", "as many")
folder("detr_bins", "d_fine", config(max_num_bins=7), "'max_num_bins': it is even")
folder("detr_layer", "d_fine", config(eval_idx=0), "'eval_idx': the reference implementation runs with the last layer alone, -1")
folder("detr_points", "d_fine", config(decoder_n_points=[2, 2, 2]), "'decoder_n_points': expected 2 numbers", "there are 3")
folder("detr_light_blocks", "d_fine", config(backbone_config__stage_light_block=[True]), "'stage_light_block': expected true or false for each of 4 stages")
folder("detr_steps", "d_fine", config(backbone_config__stem_strides=[2, 2, 1, 2, 1]), "'stem_strides': vitc compiles the usual steps alone", "to ONNX")
folder("detr_joins", "d_fine", config(backbone_config__stage_in_channels=[8, 8, 16, 16]), "stage 3 takes 16 channels and gives 16; it gets 12")
folder("detr_depths", "d_fine", config(depth_mult=-1), "'depth_mult': it makes -3 blocks")
folder("detr_weights", "d_fine", weights(several(rename("model.decoder.up", "up"), reshape("model.decoder.reg_scale", [1, 1, 1]))),
       "1 missing, 0 that do not fit, 1 too many", "missing: 'model.decoder.up', [1]", "not part of the model: 'up'")
folder("windows_of_squares", "rf_detr", lambda path: None, "an image of 32x64 is no square of windows, which are 2 each way, of patches of 8x8", "multiples of 16x16",
       arguments=["--image-size=32x64"])
folder("windows_whole", "rf_detr", lambda path: None, "an image of 40x40 is no square of windows", arguments=["--image-size=40x40"])
folder("windowed_queries", "rf_detr", config(num_queries=17), "17 queries are more than the 16 places of an image of 32x32")
folder("windowed_backbone", "rf_detr", config(backbone_config__model_type="dinov2"), "'model_type': 'dinov2' is no backbone", "rf_detr_dinov2 is", "to ONNX")
folder("windowed_heads", "rf_detr", config(decoder_cross_attention_heads=3), "no multiples of 4 and of their heads, 2, 3 and 2")
folder("windowed_levels", "rf_detr", config(num_feature_levels=2), "'num_feature_levels': the projector makes features of one size: 1")
folder("windowed_bias", "rf_detr", config(attention_bias=False), "'attention_bias': projections without a bias are not compiled from a folder", "to ONNX")
folder("windowed_weights", "rf_detr", weights(rename("bbox_embed.layers.2.bias", "bbox")),
       "1 missing, 0 that do not fit, 1 too many", "missing: 'bbox_embed.layers.2.bias', [4]")
folder("sam_of_one_size", "sam", lambda path: None, "takes images of 32x32 alone", arguments=["--image-size=64x64"])
MASKS = ["--part=mask-decoder"]
folder("unknown_part", "sam", lambda path: None, "--part=mask: this part of a SamModel is not compiled from a folder; leave --part away", "to ONNX", "known are 'image-encoder', 'mask-decoder'", arguments=["--part=mask"])
folder("part_of_a_whole", "vit", lambda path: None, "--part=mask-decoder: a ViTForImageClassification is compiled as a whole; leave --part away", arguments=MASKS)
folder("other_part", "clip", lambda path: None, "--part=mask-decoder: this part of a CLIPModel is not compiled from a folder; leave --part away, or export the part to ONNX",
       "known are 'image-encoder'", arguments=MASKS)
folder("part_of_timm", "timm_vit", lambda path: None, "--part=mask-decoder: models of timm are compiled as a whole; leave --part away", arguments=MASKS)
folder("masks_of_one_size", "sam", lambda path: None, "masks of images of 32x32 alone", arguments=[*MASKS, "--image-size=64x64"])
folder("masks_without_numbers", "sam", config(mask_decoder_config=None), "'mask_decoder_config'", "this part of the model is missing", arguments=MASKS)
folder("masks_heads", "sam", config(mask_decoder_config__num_attention_heads=3), "the 8 channels of the mask decoder", "of the 3 heads", arguments=MASKS)
folder("masks_of_another_encoder", "sam", config(prompt_encoder_config__image_size=64), "have to be those of the image encoder: 8 channels, 32x32, patches of 8x8", arguments=MASKS)
folder("masks_many", "sam", lambda path: None, "the points in place of boxes of 262144000 tokens take 3000 MB", "choose fewer objects or images",
       arguments=[*MASKS, "--batch=4000", "--input-shape=input_points=4000x65536x1x2"])
folder("masks_kinds", "sam", config(prompt_encoder_config__num_point_embeddings=2), "'num_point_embeddings': there are 4 of them", arguments=MASKS)
folder("masks_channels", "sam", config(prompt_encoder_config__mask_input_channels=6), "the 6 channels of masks (mask_input_channels) have to be a multiple of 4",
       arguments=MASKS)
folder("masks_weights", "sam", weights(rename("mask_decoder.iou_token.weight", "iou")),
       "1 missing, 0 that do not fit, 1 too many", "missing: 'mask_decoder.iou_token.weight', [1, 8]", arguments=MASKS)
for name, shapes, message in (
        ("unknown", ["input_mask=1x1x8x8"], "--input-shape=input_mask: the mask decoder takes no such input; known are 'input_points'"),
        ("masks", ["input_masks=1x1x8x8"], "--input-shape=input_masks: it does not fit the other inputs and the model, which takes 1x1x16x16"),
        ("rank", ["input_points=1x2"], "--input-shape=input_points: it is 1xOxPx2"),
        ("batch", ["input_points=2x1x1x2"], "--input-shape=input_points: it is 1xOxPx2"),
        ("boxes", ["input_boxes=1x4"], "--input-shape=input_boxes: it is 1xOx4"),
        ("objects", ["input_points=1x2x1x2", "input_boxes=1x1x4"], "as many boxes as objects with points, 2"),
        ("labels", ["input_points=1x1x2x2", "input_labels=1x1x1"], "--input-shape=input_labels: it does not fit"),
        ("no_points", ["input_boxes=1x1x4", "input_labels=1x1x1"], "--input-shape=input_labels: there are no points"),
        ("many", ["input_points=1x1x65537x2"], "more than 65536 objects or points")):
    folder(f"masks_shape_{name}", "sam", lambda path: None, message, arguments=[*MASKS, *(f"--input-shape={shape}" for shape in shapes)])
folder("sam_without_vision", "sam", config(vision_config=None), "the configuration of the image encoder is missing")
folder("sam_heads", "sam", config(vision_config__num_attention_heads=5), "the 24 channels are no multiple of the 5 heads")
folder("sam_windows", "sam_vision_model", config(window_size=20000), "distances of windows")
folder("masks_of_squares", "sam2_video", lambda path: None, "have to be those of the image encoder: 16 channels, 64x32, patches of 16x16", arguments=MASKS)
folder("masks_features", "sam2", config(vision_config__backbone_feature_sizes=[[8, 8], [2, 2]]), "'backbone_feature_sizes': the mask decoder reads features of three sizes",
       arguments=MASKS)
folder("sam2_of_one_size", "sam2_video", lambda path: None, "has features of 8x8 where the mask decoder takes 16x8", arguments=["--image-size=32x32"])
folder("sam2_without_vision", "sam2", config(vision_config=None), "the configuration of the image encoder is missing")
folder("sam2_windows", "sam2_vision_model", lambda path: None, "10x8 tokens, no multiple of the windows of 4", arguments=["--image-size=40x32"])
folder("sam2_pyramid", "sam2_vision_model", config(backbone_config__num_query_pool_stages=1), "has 8x4 tokens in stage 1 and 8x4 in the next, which the pyramid makes twice as large")
folder("sam2_filters", "sam2_vision_model", config(fpn_kernel_size=3), "'fpn_kernel_size': vitc compiles a pyramid of filters of 1x1 pixel alone: 1")
folder("sam2_channels", "sam2_vision_model", config(backbone_channel_list=[8, 16, 24]), "those of the backbone's stages, the last one first")
folder("sam2_sizes", "sam2", config(vision_config__backbone_feature_sizes=[16, 8]), "expected a list of [height, width], not")
folder("sam2_decoder", "sam2", config(mask_decoder_config__hidden_size=32), "takes 32 channels (hidden_size), and the image encoder gives 16")
folder("mobilevit_heads", "mobilevit", config(num_attention_heads=5), "the 8 channels of a transformer are no multiple of its 5 heads")
folder("mobilevit_stride", "mobilevit", config(output_stride=4), "'output_stride': expected 8, 16 or 32")
folder("mobilevit_filters", "mobilevit_model", config(conv_kernel_size=2), "a pixel in the middle: an odd number")
folder("mobilevit_ratio", "mobilevit_model", config(mlp_ratio=0), "'mlp_ratio': expected from 0.125 to 1024")
folder("levit_of_one_size", "levit", lambda path: None, "makes 4x4 tokens, and there are biases for 6x6", arguments=["--image-size=64x64"])
folder("levit_square", "levit", config(image_size=[96, 64]), "'image_size': the reference implementation takes squares alone")
folder("levit_ends", "levit", config(down_ops=[["Subsample", 4, 4, 4, 2, 1], ["Subsample", 4, 6, 4, 2, 2]]), "'down_ops': vitc compiles the ends of stages")
folder("levit_keys", "levit", config(key_dim=[32, 4, 4]), "at least as many channels as key_dim")
folder("levit_ratios", "levit", config(mlp_ratio=[2, -1, 2]), "'mlp_ratio': expected a number from 0 to 1024 for each of 3 stages")
folder("timm_levit_convolutions", "timm_levit", config(model_args__use_conv=True), "'use_conv': the model has convolutions in place of linear layers")
folder("timm_levit_activation", "timm_levit", config(model_args__act_layer="hard_mish"), "'act_layer': the model has 'hard_mish' as its activation")
folder("timm_levit_heads", "timm_levit", config(model_args__key_dim=32), "'embed_dim': stages have from 1 to")
folder("timm_levit_features", "timm_levit", config(model_args__num_classes=0), "with a classifier alone")
folder("timm_hiera_windows", "timm_hiera", lambda path: None, "an image of 48x32 has no whole windows; choose multiples of 32x32", arguments=["--image-size=48x32"])
folder("timm_hiera_size", "timm_hiera", lambda path: None, "there are positions for 16x8 patches, not for 16x16", arguments=["--image-size=64x64"])
folder("timm_hiera_units", "timm_hiera", config(model_args__mask_unit_size=[4, 4]), "'mask_unit_size': the model has other windows than those of 8x8")
folder("timm_hiera_heads", "timm_hiera", config(model_args__num_heads=3), "channels of a stage are no multiple of its 3 heads")
folder("timm_hiera_kernel", "timm_hiera", config(model_args__patch_kernel=[3, 3]), "do not make one token of each square of 4x4")
folder("no_class_tokens", "pixio", config(n_cls_tokens=0), "the mean of the tokens before the patches, but there are none")
folder("huge_rope", "dinov3", config(hidden_size=1 << 10, num_attention_heads=1), "the positions of", "choose a smaller image", arguments=["--image-size=8192x8192"])
folder("huge_masks", "swin", config(window_size=1 << 8, patch_size=1, depths=[2], num_heads=[1], image_size=1 << 9),
       "the biases of windows of 65536 tokens take", "choose smaller windows")
folder("huge_grid_of_masks", "swin", lambda path: None, "the masks of windows of", "choose a smaller image", arguments=["--image-size=65536x65532"])


# ---- Embeddings of texts: clip's have 20 numbers ---------------------------------------------------------


def array(values):
    """values as the file texts.npy in the folder."""
    def change(path):
        np.save(path / "texts.npy", np.array(values))
    return change


def named_rows(**rows):
    """A tensor for each name, in texts.safetensors."""
    def change(path):
        header, data = {}, b""
        for name, row in rows.items():
            bits = np.array(row, np.float32).tobytes()
            header[name] = {"dtype": "F32", "shape": [len(row)], "data_offsets": [len(data), len(data) + len(bits)]}
            data += bits
        text = json.dumps(header).encode()
        (path / "texts.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
    return change


def table(labels, rows=2):
    """One tensor with labels in the metadata."""
    def change(path):
        header = {"__metadata__": {"labels": labels}, "t": {"dtype": "F32", "shape": [rows, 20], "data_offsets": [0, rows * 80]}}
        text = json.dumps(header).encode()
        data = np.ones((rows, 20), np.float32).tobytes()
        (path / "texts.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
    return change


def labels(content):
    return lambda path: (path / "names.txt").write_text(content)


NPY, ROWS = ["--text-embeddings=FOLDER/texts.npy"], ["--text-embeddings=FOLDER/texts.safetensors"]
NAMED = NPY + ["--labels=FOLDER/names.txt"]
ONES = np.ones((2, 20), np.float32)
folder("texts_without_names", "clip", array(ONES), "texts.npy' has no names", "--labels=FILE", arguments=NPY)
folder("texts_of_another_width", "clip", array(np.ones((2, 24), np.float32)), "embeddings have 24 numbers, those of the model's images 20",
       "own encoder of texts", arguments=NPY)
folder("texts_of_three_dimensions", "clip", array(np.ones((2, 1, 20), np.float32)), "tensors of 3 dimensions", "[names, size]", arguments=NPY)
folder("texts_are_integers", "clip", array(np.ones((2, 20), np.int32)), "no floats", arguments=NPY)
folder("texts_are_not_finite", "clip", named_rows(cat=[1.0] * 20, dog=[float("nan")] * 20), "embedding 1 ('dog') has numbers that are not finite",
       arguments=ROWS)
folder("texts_are_zero", "clip", named_rows(cat=[0.0] * 20), "embedding 0 ('cat') is zero", arguments=ROWS)
folder("no_texts", "clip", array(np.ones((0, 20), np.float32)), "no embeddings", arguments=NPY)
folder("too_many_names", "clip", all_of(array(ONES), labels("a\nb\nc\n")), "names.txt' has 3 labels", "as many classes", arguments=NAMED)
folder("too_few_labels", "clip", table('["a"]'), "its metadata has 1 labels for 2 embeddings", arguments=ROWS)
folder("labels_are_no_list", "clip", table('{"a": 1}'), "'labels' is no JSON array of strings", arguments=ROWS)
folder("labels_are_no_json", "clip", table("a, b"), "metadata 'labels'", "no JSON", arguments=ROWS)
folder("texts_of_another_kind", "clip", lambda path: None, "the kind of file is unknown", "expected an array",
       arguments=["--text-embeddings=FOLDER/config.json"])
folder("texts_are_missing", "clip", lambda path: None, "texts.npy", arguments=NPY)
folder("texts_for_a_tower", "clip_vision_model", array(ONES), "'CLIPVisionModelWithProjection' is not compared with texts", "CLIPModel",
       arguments=NPY)
folder("texts_without_a_head", "siglip", all_of(array(ONES), config(vision_config__vision_use_head=False)), "no embedding of an image",
       arguments=NPY)
command("part_of_a_name", ["--model=vit-tiny-16", "--random-weights=1", "--part=mask-decoder"], "--part: it is for checkpoint folders")
command("texts_for_a_name", ["--model=vit-tiny-16", "--random-weights=1", "--text-embeddings=x.npy"], "--text-embeddings: it is for folders")

# ---- Folders of other kinds -------------------------------------------------------------------------------


def instead(missing, *files):
    """A folder without `missing` and without the ONNX export that fixtures have, but with empty `files`."""
    def change(path):
        (path / missing).unlink()
        (path / "model.onnx").unlink()
        for name in files:
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text("{}")
    return change


def dangling(name):
    def change(path):
        (path / name).unlink()
        (path / name).symlink_to("../blobs/0123")
    return change


WEIGHTS, CONFIG = "model.safetensors", "config.json"
folder("onnx_alone", "vit", without(WEIGHTS), "it has model.onnx: compile that")
folder("pickle", "vit", instead(WEIGHTS, "pytorch_model.bin"), "it has pytorch_model.bin, a pickle", "save the model again")
folder("weights_of_tensorflow", "vit", instead(WEIGHTS, "tf_model.h5"), "it has tf_model.h5", "from_tf=True")
folder("variant", "vit", instead(WEIGHTS, "model.fp16.safetensors"), "'model.fp16.safetensors'", "call it model.safetensors")
folder("parts_without_index", "vit", instead(WEIGHTS, "model-00001-of-00002.safetensors"),
       "'model-00001-of-00002.safetensors'", "fetch model.safetensors.index.json too")
folder("adapter_alone", "vit", instead(CONFIG, "adapter_config.json"), "it is an adapter", "merge it into its model")
folder("open_clip", "vit", instead(CONFIG, "open_clip_config.json"), "a model of open_clip", "to ONNX")
folder("runs_of_training", "vit", instead(CONFIG, "checkpoint-500/config.json"), "a folder below it, such as 'checkpoint-500'")
folder("cache_of_downloads", "vit", instead(CONFIG, "snapshots/0123/config.json"), "such as 'snapshots/0123'")
folder("weights_are_a_dead_link", "vit", dangling(WEIGHTS), f"'{WEIGHTS}' is a link to a file that is not there", "fetch")
folder("config_is_a_dead_link", "vit", dangling(CONFIG), f"'{CONFIG}' is a link to a file that is not there", "fetch")
folder("number_is_nan", "vit", config(layer_norm_eps=float("nan")), "'layer_norm_eps': expected a number, not NaN")
folder("size_is_infinite", "vit", config(hidden_size=float("inf")), "'hidden_size': expected an integer, not Infinity")
folder("labels_not_said", "vit", config(id2label=None), "2 that do not fit", "names no labels, which means two", '"num_labels"')
folder("quantised", "vit", all_of(config(quantization_config={"load_in_8bit": True}), weights(retype("classifier.bias", "I32"))),
       "'classifier.bias' is I32", "is quantised, which is not compiled yet: save the model of floats")

# ---- Names ------------------------------------------------------------------------------------------------

RANDOM = "--random-weights=1"
command("no_model", [], "name a model")
command("two_models", ["x.onnx", "--model=vit-base-16", RANDOM], "there are two models")
command("no_random_weights", ["--model=vit-base-16"], "--random-weights=SEED")
command("unknown_name", ["--model=vit-bse-16", RANDOM], "no model called 'vit-bse-16'", "'r50+vit-large-32'",
        "did you mean 'vit-base-16'?")
command("unknown_key", ["--model=vit-base-16", RANDOM, "--set=hiden_size=24"], "'hiden_size'",
        "known are", "did you mean 'hidden_size'?")
command("setting_without_value", ["--model=vit-base-16", RANDOM, "--set=hidden_size"], "expected KEY=VALUE")
command("setting_of_a_wrong_kind", ["--model=vit-base-16", RANDOM, "--set=hidden_size=big"], "expected an integer")
command("dropout_rate", ["--model=vit-base-16", RANDOM, "--set=hidden_dropout_prob=1"], "'hidden_dropout_prob'",
        "at least 0 and below 1, not 1")
command("unknown_head", ["--model=vit-base-16", RANDOM, "--set=head=imagenet"], "'head'", "'imagenet-1k'")
command("unknown_positions", ["--model=vit-base-16", RANDOM, "--set=position_embedding=rope"], "'sinusoidal-2d'")
command("odd_sinusoids", ["--model=vit-base-16", RANDOM, "--set=position_embedding=sinusoidal-2d", "--set=hidden_size=6",
                          "--set=num_attention_heads=1"], "multiple of 4, not 6")
command("no_config_file", ["--model=vit-base-16", RANDOM, "--config=nowhere.json"], "nowhere.json")
command("settings_of_a_file", ["x.onnx", "--set=a=1"], "are for --model")
command("bad_image_size", ["--model=vit-base-16", RANDOM, "--image-size=224x"], "expected a number of pixels")
command("too_many_tokens", ["--model=vit-base-16", RANDOM, "--image-size=1048576"], "too many for any memory")
command("image_size_of_onnx", [str(FIXTURES / "vit" / "model.onnx"), "--image-size=64"], "--input-shape")
