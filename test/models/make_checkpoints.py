#!/usr/bin/env python3
"""Saves the small checkpoints of checkpoints/, each as its library saves it and with random weights, the
outputs that PyTorch computes for them, and an ONNX export of the same model. Run it only to add or renew
fixtures: see README.md for what it needs.

    make_checkpoints.py [--filter REGEX] [--out DIR]

vit_hybrid has left transformers with version 5: its fixtures need version 4.49, the others need 5.
"""

import argparse
import copy
import dataclasses
import io
import json
import os
import re
import shutil
import sys
import tempfile
import traceback
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import timm
import torch
import transformers
from safetensors.torch import save_file

from exporting import TensorOutputs, calibrate, export, number_values, randomise

IMAGES = 3
TINY = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48, image_size=32,
            patch_size=8)


class ImageTower(torch.nn.Module):
    """The encoder of images of a model that has one for texts, too."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values, **arguments):
        vision = self.model.vision_model(pixel_values=pixel_values, **arguments)
        values = dict(last_hidden_state=vision.last_hidden_state, pooler_output=vision.pooler_output)
        if hasattr(self.model, "visual_projection"):
            values["image_embeds"] = self.model.visual_projection(vision.pooler_output)
        return values


class EmbeddedImages(torch.nn.Module):
    """The part of a model for masks that is computed once for an image."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        # A model of videos has what one of images has, and this is what one image makes.
        if type(self.model).__name__ == "Sam2VideoModel":
            images = transformers.Sam2Model.get_image_embeddings(self.model, pixel_values)
        else:
            images = self.model.get_image_embeddings(pixel_values)
        if not isinstance(images, list):
            return dict(image_embeddings=images)
        return {f"image_embeddings_{number}": image for number, image in enumerate(images)}


class Pyramid(torch.nn.Module):
    """A model whose images of several sizes are outputs of their own."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        result = self.model(pixel_values=pixel_values)
        images = {f"fpn_hidden_states_{number}": image for number, image in enumerate(result.fpn_hidden_states)}
        return dict(last_hidden_state=result.last_hidden_state, **images)


class PatchTower(torch.nn.Module):
    """A model of SigLIP 2 that takes images of one size, rather than patches of images of several."""

    def __init__(self, model):
        super().__init__()
        self.model = getattr(model, "vision_model", model) if type(model).__name__ == "Siglip2Model" else model
        vision = getattr(model.config, "vision_config", model.config)
        self.patch = vision.patch_size

    def forward(self, pixel_values):
        images, channels, height, width = pixel_values.shape
        rows, columns = height // self.patch, width // self.patch
        patches = pixel_values.reshape(images, channels, rows, self.patch, columns, self.patch)
        patches = patches.permute(0, 2, 4, 3, 5, 1).reshape(images, rows * columns, -1)
        shapes = torch.tensor([[rows, columns]]).expand(images, 2)
        mask = torch.ones(images, rows * columns, dtype=torch.int64)
        return self.model(pixel_values=patches, pixel_attention_mask=mask, spatial_shapes=shapes)

    def of_images(self, size):
        """The same function of images of `size`, with a convolution for the product of patches."""
        other = WholeImages(copy.deepcopy(self.model))
        tower = getattr(other.model, "vision_model", other.model)
        tower.embeddings = ConvolvedPatches(tower.embeddings, size)
        return other


class WholeImages(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values=pixel_values, pixel_attention_mask=None, spatial_shapes=None)


class ConvolvedPatches(torch.nn.Module):
    def __init__(self, embeddings, size):
        super().__init__()
        patch, weight = embeddings.patch_size, embeddings.patch_embedding.weight
        self.convolution = torch.nn.Conv2d(weight.shape[1] // patch**2, len(weight), patch, patch)
        self.convolution.weight.data = weight.data.reshape(len(weight), patch, patch, -1).permute(0, 3, 1, 2).contiguous()
        self.convolution.bias.data = embeddings.patch_embedding.bias.data
        rows, columns = size[0] // patch, size[1] // patch
        side = embeddings.position_embedding_size
        table = embeddings.position_embedding.weight.data.reshape(side, side, -1)
        self.register_buffer("positions", embeddings.resize_positional_embeddings(
            table, torch.tensor([[rows, columns]]), rows * columns))

    def forward(self, pixel_values, spatial_shapes):
        return self.convolution(pixel_values).flatten(2).transpose(1, 2) + self.positions


class ImagesAlone(torch.nn.Module):
    """A model without its optional arguments, which the exporter of TorchScript would make inputs."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, images):
        return self.model(images)


class MaskedEncoder(torch.nn.Module):
    """The encoder of a masked autoencoder as it is used after training: no patch is masked, and all stay in
    their order, by noise that grows."""

    def __init__(self, model):
        super().__init__()
        model.config.mask_ratio = 0.0
        self.encoder = getattr(model, "vit", model)

    def forward(self, pixel_values, **arguments):
        height, width = self.encoder.embeddings.patch_embeddings.patch_size
        patches = pixel_values.shape[2] // height * (pixel_values.shape[3] // width)
        noise = torch.arange(patches).float().expand(len(pixel_values), -1)
        return self.encoder(pixel_values, noise=noise, **arguments)

    def without_masking(self):
        """The same function without sorting by noise, which no inference graph has."""
        other = copy.deepcopy(self)
        other.encoder.embeddings.random_masking = lambda sequence, noise: (sequence, noise, noise)
        return other


class Masks(torch.nn.Module):
    """The part of a model for masks that takes what people point at, with inputs called `names`. What transformers assigns to
    slices is computed as it is without: coordinates as shares of the image, and corners of boxes. Places in the image, the same
    for all objects, are there once."""

    def __init__(self, model, names, several):
        super().__init__()
        self.model = copy.deepcopy(model)
        self.names = names
        self.several = several
        self.is_second = type(model).__name__ == "Sam2Model"
        self.outputs = ("iou_scores", "pred_masks", *(("object_score_logits",) if self.is_second else ()))
        prompts = self.model.prompt_encoder
        prompts.shared_embedding.forward = self.encode
        prompts._embed_boxes = self.boxes
        places = self.model.get_image_wide_positional_embeddings().detach()
        self.model.get_image_wide_positional_embeddings = lambda: places
        prompts.image_embedding_size = (1, 1)  # what stands for no mask is the same everywhere
        self.model.mask_decoder.transformer.register_forward_pre_hook(self.one_of_places, with_kwargs=True)

    @staticmethod
    def one_of_places(module, inputs, named):
        return inputs, named | dict(image_positional_embeddings=named["image_positional_embeddings"][:1])

    def encode(self, places, size=None):
        places = places if size is None else places / torch.tensor([float(size[1]), float(size[0])])
        places = (2 * places - 1) @ self.model.prompt_encoder.shared_embedding.positional_embedding
        places = 2 * np.pi * places
        return torch.cat([torch.sin(places), torch.cos(places)], dim=-1)

    def boxes(self, boxes):
        prompts = self.model.prompt_encoder
        corners = self.encode((boxes + 0.5).reshape(*boxes.shape[:2], 2, 2), (prompts.input_image_size,) * 2)
        if not self.is_second:
            return corners + torch.cat([prompts.point_embed[2].weight, prompts.point_embed[3].weight])
        none = prompts.not_a_point_embed.weight.expand(*boxes.shape[:2], 1, -1)
        return torch.cat([corners + prompts.point_embed.weight[2:], none], dim=2)

    def forward(self, *inputs):
        inputs = dict(zip(self.names, inputs))
        images = [inputs.pop(name) for name in self.names if name.startswith("image_embeddings")]
        found = self.model(image_embeddings=images if self.is_second else images[0], multimask_output=self.several, **inputs)
        return tuple(found[name] for name in self.outputs)


@dataclass
class Checkpoint:
    """A model of transformers: `config` and `cls` are names of its classes."""
    name: str
    cls: str
    config: str
    outputs: tuple
    settings: dict = field(default_factory=dict)
    dtype: torch.dtype = torch.float32
    shard: str = None  # largest size of a file of weights
    resized: tuple = ()  # sizes beside the model's own
    resize_arguments: dict = field(default_factory=lambda: dict(interpolate_pos_encoding=True))
    arguments: dict = field(default_factory=dict)
    exporter: str = "torchscript"
    construction: dict = field(default_factory=dict)  # what the class takes beside its configuration
    numbered: bool = False  # values in the ONNX export lose their names, which are most of its bytes
    common: dict = None  # settings beside its own, where it has other keys than most
    calibration: int = 0  # images that batch normalisations normalise
    processor: dict = None  # how a detector's pictures are prepared, where its configuration has no size

    def build(self):
        common = {} if "vision_config" in self.settings else TINY if self.common is None else self.common
        config = getattr(transformers, self.config)(**{**common, **self.settings})
        # Weights that a lower precision holds, so that outputs are those of f32 arithmetic all the same.
        model = getattr(transformers, self.cls)(config, **self.construction)
        model = randomise(model, seed=len(self.name)).to(self.dtype).float()
        if self.cls == "Sam2Model":  # the same numbers twice, as it is trained
            model.prompt_encoder.shared_embedding.positional_embedding.copy_(model.shared_image_embedding.positional_embedding)
        if self.calibration:
            images = images_for("calibration", self.channels, self.size(model), self.calibration)
            calibrate(model, torch.from_numpy(images))
        return model

    @property
    def channels(self):
        return self.settings.get("backbone_config", self.settings).get("num_channels", 3)

    def save(self, model, folder):
        model = model.to(self.dtype)
        model.save_pretrained(folder, **(dict(max_shard_size=self.shard) if self.shard else {}))
        model.float()

    def size(self, model):
        if self.processor:
            return self.processor["size"]["height"], self.processor["size"]["width"]
        if self.cls.startswith("Siglip2"):
            vision = getattr(model.config, "vision_config", model.config)
            return (int(vision.num_patches**0.5) * vision.patch_size,) * 2
        config = getattr(model.config, "vision_config", model.config)
        if hasattr(config, "anchor_image_size"):
            return config.anchor_image_size
        own = getattr(config, "backbone_config", None)
        size = (own if hasattr(own, "image_size") else config).image_size
        return size if isinstance(size, (list, tuple)) else (size, size)

    def callable(self, model):
        """What takes images and gives outputs by name."""
        if self.cls.startswith("Siglip2"):
            return PatchTower(model)
        if self.cls in ("Aimv2Model", "CLIPModel", "OwlViTModel", "Owlv2Model", "SiglipModel"):
            return ImageTower(model)
        if self.cls in ("SamModel", "Sam2Model", "Sam2VideoModel"):
            return EmbeddedImages(model)
        if self.cls == "Sam2VisionModel":
            return Pyramid(model)
        return MaskedEncoder(model) if self.cls.startswith("ViTMAE") else model

    def run(self, model, images, resized):
        arguments = {**self.arguments, **(self.resize_arguments if resized else {})}
        values = self.callable(model)(pixel_values=images, **arguments)
        return {name: values[name] for name in self.outputs}

    def onnx_model(self, model, size):
        model = self.callable(model)
        if isinstance(model, PatchTower):
            model = model.of_images(size)
        if isinstance(model, MaskedEncoder):
            model = model.without_masking()
        return TensorOutputs(model, self.outputs)


@dataclass
class TimmCheckpoint:
    name: str
    architecture: str
    settings: dict = field(default_factory=dict)
    outputs: tuple = ("logits",)
    resized: tuple = ()
    exporter: str = "torchscript"
    fused: bool = True
    numbered: bool = False
    calibration: int = 0

    def build(self):
        timm.layers.set_fused_attn(self.fused)
        model = timm.create_model(self.architecture, **{"num_classes": 7, **self.settings})
        model = randomise(model, seed=len(self.name))
        if self.calibration:
            calibrate(model, torch.from_numpy(images_for("calibration", 3, self.size(model), self.calibration)))
        return model

    def save(self, model, folder):
        timm.models.save_for_hf(model, folder, safe_serialization=True)

    def size(self, model):
        if hasattr(model, "patch_embed") and hasattr(model.patch_embed, "img_size"):
            return model.patch_embed.img_size
        size = self.settings.get("img_size", 64)
        return size if isinstance(size, (list, tuple)) else (size, size)

    def run(self, model, images, resized):
        if resized:
            # As timm loads weights that were trained for another size.
            with tempfile.NamedTemporaryFile(suffix=".safetensors") as file:
                save_file({name: value.contiguous() for name, value in model.state_dict().items()}, file.name)
                other = {"num_classes": 7, **self.settings, "img_size": tuple(images.shape[2:])}
                source = dict(file=file.name, num_classes=other["num_classes"])
                model = timm.create_model(self.architecture, pretrained=True, pretrained_cfg_overlay=source, **other).eval()
        return {self.outputs[0]: model(images)}

    def onnx_model(self, model, size):
        if type(model).__name__ == "NaFlexVit":
            # The same function with a convolution for the product of patches.
            other = timm.create_model(self.architecture, embed_proj_type="conv", **{"num_classes": 7, **self.settings})
            weights = dict(model.state_dict())
            rows, shape = weights["embeds.proj.weight"], other.embeds.proj.weight.shape
            weights["embeds.proj.weight"] = rows.reshape(shape[0], *shape[2:], shape[1]).permute(0, 3, 1, 2)
            other.load_state_dict(weights)
            return ImagesAlone(other.eval())
        return ImagesAlone(model)


@dataclass
class TimmMobileVit(TimmCheckpoint):
    """One with fewer and smaller stages than timm has names for: in timm they are objects, in vitc numbers."""
    stages: dict = field(default_factory=dict)

    def build(self):
        table = timm.models.mobilevit.model_cfgs
        blocks = [timm.models.mobilevit._mobilevit_block(1, channels, stride, size, layers, self.stages["patch_size"], self.stages["expansion"])
                  if layers else timm.models.mobilevit._inverted_residual_block(depth, channels, stride, self.stages["expansion"])
                  for channels, stride, depth, layers, size in zip(*(self.stages[key] for key in (
                      "channels", "strides", "depths", "transformer_depths", "transformer_dims")))]
        table[self.architecture] = dataclasses.replace(table[self.architecture], blocks=tuple(blocks))
        return super().build()

    def save(self, model, folder):
        super().save(model, folder)
        config = json.loads((folder / "config.json").read_text())
        config["model_args"] |= self.stages
        (folder / "config.json").write_text(json.dumps(config, indent=2))


HIDDEN = ("last_hidden_state", "pooler_output")
LABELS = dict(num_labels=7)
ONE_LAYER = dict(num_hidden_layers=1)
BIT = dict(model_type="bit", global_padding="same", layer_type="bottleneck", depths=[1, 2, 1],
           hidden_sizes=[16, 16, 32], embedding_size=8, num_groups=2, out_features=["stage3"],
           embedding_dynamic_padding=True)
TEXT = dict(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=1, vocab_size=8,
            max_position_embeddings=4)
CONVNEXT = dict(hidden_sizes=[8, 16], depths=[1, 2], num_stages=2, image_size=32)
SWIN = dict(image_size=32, patch_size=2, embed_dim=8, depths=[2, 1, 1], num_heads=[2, 2, 4], window_size=4, mlp_ratio=2.0)
PYRAMID = dict(image_size=32, num_encoder_blocks=2, depths=[1, 2], sr_ratios=[2, 1], hidden_sizes=[8, 16],
               patch_sizes=[7, 3], strides=[4, 2], num_attention_heads=[2, 4], mlp_ratios=[2, 2])
NAFLEX = dict(hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, patch_size=8, num_patches=16)
DINO = dict(model_type="dinov2", image_size=32, patch_size=8, hidden_size=24, num_hidden_layers=3, num_attention_heads=2,
            mlp_ratio=2, reshape_hidden_states=False)
NECK = dict(patch_size=8, neck_hidden_sizes=[8, 12, 8], reassemble_factors=[2, 1, 0.5], fusion_hidden_size=8)
TINY_BY_RATIO = {key: value for key, value in TINY.items() if key != "intermediate_size"}
LEVIT = dict(image_size=96, hidden_sizes=[16, 24, 16], num_attention_heads=[2, 2, 3], depths=[1, 1, 1], key_dim=[4, 4, 4],
             attention_ratio=[2, 1, 2], mlp_ratio=[2, 1, 0])
MOBILE = dict(image_size=64, hidden_sizes=[8, 12, 8], neck_hidden_sizes=[8, 8, 8, 8, 12, 16, 20], num_attention_heads=2,
              expand_ratio=1.5, mlp_ratio=1.5)
DETECTED = ("logits", "pred_boxes")
EMBEDDED = tuple(f"image_embeddings_{number}" for number in range(3))
RESNET = dict(model_type="rt_detr_resnet", embedding_size=8, hidden_sizes=[8, 12, 16, 20], depths=[1, 2, 1, 1],
              out_features=["stage2", "stage3", "stage4"])
HGNET = dict(model_type="hgnet_v2", stem_channels=[3, 4, 8], embedding_size=8, hidden_sizes=[8, 12, 16, 20], depths=[1, 2, 1, 1],
             stage_in_channels=[8, 8, 12, 16], stage_mid_channels=[4, 4, 6, 6], stage_out_channels=[8, 12, 16, 20],
             stage_num_blocks=[1, 2, 1, 1], stage_numb_of_layers=[2, 2, 2, 2], use_learnable_affine_block=True,
             out_features=["stage3", "stage4"])
DETR = dict(num_labels=7, freeze_backbone_batch_norms=False, encoder_hidden_dim=16, encoder_in_channels=[12, 16, 20], encoder_ffn_dim=24, encoder_attention_heads=2,
            d_model=16, num_queries=6, decoder_in_channels=[16, 16, 16], decoder_ffn_dim=24, decoder_layers=2,
            decoder_attention_heads=2, decoder_n_points=2, num_denoising=2, anchor_image_size=[32, 64])
WINDOWED = dict(model_type="rf_detr_dinov2", hidden_size=16, num_hidden_layers=5, num_attention_heads=2, mlp_ratio=2, image_size=32,
                patch_size=8, num_windows=2, out_indices=[2, 4])
RF_DETR = dict(num_labels=7, d_model=16, c2f_num_blocks=1, num_queries=6, group_detr=2, decoder_layers=2, decoder_ffn_dim=24,
               decoder_self_attention_heads=2, decoder_cross_attention_heads=4, decoder_n_points=2, intermediate_size=24)
HIERA = dict(hidden_size=8, num_attention_heads=1, image_size=[64, 32], patch_kernel_size=[7, 7], patch_stride=[4, 4],
             patch_padding=[3, 3], blocks_per_stage=[1, 2, 1], embed_dim_per_stage=[8, 16, 24],
             num_attention_heads_per_stage=[1, 2, 2], window_size_per_stage=[4, 2, 3], global_attention_blocks=[2],
             num_query_pool_stages=2, mlp_ratio=2.0, window_positional_embedding_background_size=[3, 3])
SAM2 = dict(backbone_config=dict(HIERA, model_type="sam2_hiera_det_model"), backbone_channel_list=[24, 16, 8],
            backbone_feature_sizes=[[16, 8], [8, 4], [4, 2]], fpn_hidden_size=16, fpn_top_down_levels=[0, 1])
SAM2_MODEL = dict(vision_config=SAM2,
                  prompt_encoder_config=dict(hidden_size=16, image_size=64, patch_size=16, mask_input_channels=4),
                  mask_decoder_config=dict(hidden_size=16, mlp_dim=8, num_hidden_layers=1, num_attention_heads=2,
                                           iou_head_hidden_dim=8))
SAM2_MEMORY = dict(memory_attention_hidden_size=16, memory_attention_num_layers=1, memory_encoder_hidden_size=16,
                   memory_attention_feed_forward_hidden_size=16, memory_encoder_output_channels=8,
                   mask_downsampler_embed_dim=16, memory_fuser_embed_dim=16, memory_fuser_intermediate_dim=16,
                   memory_fuser_num_layers=1, memory_fuser_kernel_size=3, memory_fuser_padding=1, image_size=64,
                   mask_downsampler_total_stride=4)
SAM = dict(TINY_BY_RATIO, mlp_ratio=2.0, output_channels=8, window_size=3, global_attn_indexes=[1])
POSE = dict(model_type="vitpose_backbone", image_size=[48, 32], patch_size=[8, 8], hidden_size=24, num_hidden_layers=2,
            num_attention_heads=2, mlp_ratio=2, out_indices=[2])
DETECTOR = dict(model_type="vitdet", image_size=[48, 32], pretrain_image_size=32, patch_size=8, num_channels=4, hidden_size=16, num_hidden_layers=2,
                num_attention_heads=2, mlp_ratio=2, window_size=3, window_block_indices=[0], residual_block_indices=[0],
                use_relative_position_embeddings=True, out_features=["stage2"])
SMALL = dict(embed_dim=24, depth=2, num_heads=2, mlp_ratio=2, img_size=32, patch_size=8)
ONE_BLOCK = dict(SMALL, depth=1)
TIMM_SWIN = dict(img_size=32, patch_size=2, embed_dim=8, depths=(2, 1, 1), num_heads=(2, 2, 4), window_size=4, mlp_ratio=2.0)
NAFLEX_VIT = dict(embed_dim=24, depth=1, num_heads=2, mlp_ratio=2, img_size=32, patch_size=8, pos_embed_grid_size=(4, 4))
TIMM_XCIT = dict(embed_dim=32, depth=2, num_heads=2, mlp_ratio=2.0, cls_attn_layers=1)
TIMM_HIERA = dict(embed_dim=8, stages=(1, 2, 1, 1), mlp_ratio=2.0, img_size=(64, 32))
TIMM_CONVNEXT = dict(depths=(1, 1, 2, 1), dims=(8, 8, 16, 16), pretrained_cfg_overlay=dict(input_size=(3, 64, 64)))

CHECKPOINTS = [
    Checkpoint("vit", "ViTForImageClassification", "ViTConfig", ("logits",), LABELS, resized=((48, 40), (24, 24))),
    Checkpoint("vit_model_bf16_sharded", "ViTModel", "ViTConfig", HIDDEN, dtype=torch.bfloat16, shard="20KB"),
    Checkpoint("vit_model_no_pooler", "ViTModel", "ViTConfig", ("last_hidden_state",), ONE_LAYER,
               construction=dict(add_pooling_layer=False)),
    Checkpoint("vit_relu_no_qkv_bias", "ViTForImageClassification", "ViTConfig", ("logits",),
               dict(num_labels=7, hidden_act="relu", qkv_bias=False, layer_norm_eps=1e-3, num_channels=1)),
    Checkpoint("deit_teacher", "DeiTForImageClassificationWithTeacher", "DeiTConfig",
               ("logits", "cls_logits", "distillation_logits"), LABELS, resized=((40, 48),)),
    Checkpoint("deit", "DeiTForImageClassification", "DeiTConfig", ("logits",), LABELS),
    Checkpoint("deit_model_f64", "DeiTModel", "DeiTConfig", HIDDEN, ONE_LAYER, dtype=torch.float64, resized=((37, 47),)),
    Checkpoint("dinov2_f16", "Dinov2Model", "Dinov2Config", HIDDEN, dict(mlp_ratio=2), dtype=torch.float16,
               resized=((40, 24),), resize_arguments={}),
    Checkpoint("dinov2_swiglu", "Dinov2ForImageClassification", "Dinov2Config", ("logits",),
               dict(mlp_ratio=2, use_swiglu_ffn=True, num_labels=7)),
    Checkpoint("dinov2_with_registers", "Dinov2WithRegistersForImageClassification", "Dinov2WithRegistersConfig",
               ("logits",), dict(mlp_ratio=2, num_register_tokens=4, num_labels=7, num_hidden_layers=1), exporter="dynamo",
               resized=((40, 24), (24, 24)), resize_arguments={}),
    Checkpoint("dinov2_with_registers_model", "Dinov2WithRegistersModel", "Dinov2WithRegistersConfig", HIDDEN,
               dict(mlp_ratio=2, num_register_tokens=2, num_hidden_layers=1, use_swiglu_ffn=True), exporter="dynamo"),
    Checkpoint("beit", "BeitForImageClassification", "BeitConfig", ("logits",),
               dict(num_labels=7, use_relative_position_bias=True, num_hidden_layers=1),
               resized=((40, 24),)),
    Checkpoint("beit_shared", "BeitModel", "BeitConfig", HIDDEN,
               dict(use_shared_relative_position_bias=True, use_absolute_position_embeddings=True,
                    use_mean_pooling=False)),
    Checkpoint("beit_model", "BeitModel", "BeitConfig", HIDDEN, dict(ONE_LAYER, use_relative_position_bias=True)),
    Checkpoint("beit_model_no_pooler", "BeitModel", "BeitConfig", ("last_hidden_state",), ONE_LAYER,
               construction=dict(add_pooling_layer=False)),
    Checkpoint("clip_vision_model", "CLIPVisionModelWithProjection", "CLIPVisionConfig",
               ("image_embeds", "last_hidden_state"), dict(projection_dim=20), resized=((40, 48),)),
    Checkpoint("clip_vision_plain", "CLIPVisionModel", "CLIPVisionConfig", HIDDEN),
    Checkpoint("clip", "CLIPModel", "CLIPConfig", ("image_embeds", "last_hidden_state"),
               dict(text_config=TEXT, vision_config=TINY, projection_dim=20)),
    Checkpoint("clip_classifier", "CLIPForImageClassification", "CLIPConfig", ("logits",),
               dict(text_config=TEXT, vision_config=dict(TINY, **ONE_LAYER), num_labels=7)),
    Checkpoint("siglip_vision_model", "SiglipVisionModel", "SiglipVisionConfig", HIDDEN, resized=((40, 24),)),
    Checkpoint("siglip", "SiglipModel", "SiglipConfig", HIDDEN, dict(text_config=TEXT, vision_config=TINY)),
    # The images' last two rows and columns belong to no patch.
    Checkpoint("siglip_vision_no_head", "SiglipVisionModel", "SiglipVisionConfig", ("last_hidden_state",),
               dict(ONE_LAYER, vision_use_head=False, patch_size=14, image_size=30)),
    Checkpoint("siglip_classifier", "SiglipForImageClassification", "SiglipConfig", ("logits",),
               dict(text_config=TEXT, vision_config=dict(TINY, **ONE_LAYER), num_labels=7)),
    Checkpoint("vit_mae", "ViTMAEForPreTraining", "ViTMAEConfig", ("last_hidden_state",),
               dict(decoder_hidden_size=16, decoder_num_hidden_layers=1, decoder_num_attention_heads=2,
                    decoder_intermediate_size=16)),
    Checkpoint("vit_mae_model", "ViTMAEModel", "ViTMAEConfig", ("last_hidden_state",), ONE_LAYER, resized=((40, 24),)),
    Checkpoint("vit_hybrid", "ViTHybridForImageClassification", "ViTHybridConfig", ("logits",),
               dict(num_labels=7, image_size=46, patch_size=1, num_hidden_layers=1, backbone_featmap_shape=[1, 32, 3, 3],
                    backbone_config=BIT), numbered=True),
    # Without "same" padding, and twice as wide.
    Checkpoint("vit_hybrid_model", "ViTHybridModel", "ViTHybridConfig", HIDDEN,
               dict(image_size=24, patch_size=1, num_hidden_layers=1, backbone_featmap_shape=[1, 32, 3, 3],
                    backbone_config=dict(BIT, global_padding=None, embedding_dynamic_padding=False, width_factor=2,
                                         depths=[1, 1], hidden_sizes=[8, 16], out_features=["stage2"])),
               numbered=True),
    Checkpoint("convnext", "ConvNextForImageClassification", "ConvNextConfig", ("logits",),
               dict(num_labels=7, layer_norm_eps=1e-6), common=CONVNEXT, resized=((41, 67),), resize_arguments={}),
    Checkpoint("convnext_model", "ConvNextModel", "ConvNextConfig", HIDDEN,
               dict(layer_scale_init_value=0.0, patch_size=2, hidden_act="relu"), common=CONVNEXT),
    Checkpoint("convnextv2", "ConvNextV2ForImageClassification", "ConvNextV2Config", ("logits",), LABELS, common=CONVNEXT),
    Checkpoint("convnextv2_model", "ConvNextV2Model", "ConvNextV2Config", HIDDEN, common=dict(CONVNEXT, depths=[1, 1])),
    Checkpoint("dinov3_convnext", "DINOv3ConvNextModel", "DINOv3ConvNextConfig", HIDDEN,
               common=dict(hidden_sizes=[8, 16], depths=[1, 2], image_size=32), resized=((41, 67),), resize_arguments={}),
    # Windows of 4: two of three stages have moved ones, the last one has one window.
    Checkpoint("swin", "SwinForImageClassification", "SwinConfig", ("logits",), LABELS, common=SWIN,
               resized=((34, 46),), resize_arguments={}, numbered=True),
    Checkpoint("swin_model", "SwinModel", "SwinConfig", HIDDEN,
               dict(depths=[2], num_heads=[2], use_absolute_embeddings=True, image_size=20, qkv_bias=False), common=SWIN,
               resized=((24, 20),), numbered=True),
    Checkpoint("swinv2", "Swinv2ForImageClassification", "Swinv2Config", ("logits",),
               dict(num_labels=7, depths=[2, 1], num_heads=[2, 4]), common=SWIN, resized=((34, 46),), resize_arguments={},
               numbered=True),
    Checkpoint("swinv2_model", "Swinv2Model", "Swinv2Config", HIDDEN,
               dict(depths=[2], num_heads=[2], pretrained_window_sizes=[3]), common=SWIN, numbered=True),
    Checkpoint("segformer", "SegformerForSemanticSegmentation", "SegformerConfig", ("logits",),
               dict(num_labels=7, decoder_hidden_size=16), common=PYRAMID, resized=((32, 48),), resize_arguments={},
               numbered=True),
    Checkpoint("segformer_classifier", "SegformerForImageClassification", "SegformerConfig", ("logits",),
               dict(num_labels=7, hidden_act="relu"), common=PYRAMID, numbered=True),
    Checkpoint("segformer_model", "SegformerModel", "SegformerConfig", ("last_hidden_state",),
               dict(reshape_last_stage=False), common=dict(PYRAMID, sr_ratios=[1, 1]), numbered=True),
    Checkpoint("pvt_v2", "PvtV2ForImageClassification", "PvtV2Config", ("logits",),
               dict(num_labels=7, qkv_bias=False), common=PYRAMID, resized=((32, 48),), resize_arguments={}, numbered=True),
    Checkpoint("pvt_v2_model", "PvtV2Model", "PvtV2Config", ("last_hidden_state",), dict(linear_attention=True),
               common=dict(PYRAMID, image_size=56), numbered=True),
    Checkpoint("vit_msn", "ViTMSNForImageClassification", "ViTMSNConfig", ("logits",), dict(ONE_LAYER, num_labels=7)),
    Checkpoint("vit_msn_model", "ViTMSNModel", "ViTMSNConfig", ("last_hidden_state",), ONE_LAYER),
    Checkpoint("ijepa", "IJepaForImageClassification", "IJepaConfig", ("logits",), dict(ONE_LAYER, num_labels=7),
               resized=((40, 24),)),
    Checkpoint("ijepa_model", "IJepaModel", "IJepaConfig", ("last_hidden_state",), dict(ONE_LAYER, qkv_bias=False)),
    Checkpoint("data2vec", "Data2VecVisionForImageClassification", "Data2VecVisionConfig", ("logits",),
               dict(ONE_LAYER, num_labels=7, use_relative_position_bias=True), numbered=True),
    Checkpoint("data2vec_model", "Data2VecVisionModel", "Data2VecVisionConfig", HIDDEN,
               dict(ONE_LAYER, use_absolute_position_embeddings=True, use_mean_pooling=False),
               construction=dict(add_pooling_layer=True)),
    Checkpoint("owlvit_vision_model", "OwlViTVisionModel", "OwlViTVisionConfig", HIDDEN, ONE_LAYER, resized=((40, 48),)),
    Checkpoint("owlvit", "OwlViTModel", "OwlViTConfig", ("image_embeds", "last_hidden_state"),
               dict(text_config=TEXT, vision_config=dict(TINY, **ONE_LAYER), projection_dim=20)),
    Checkpoint("owlv2_vision_model", "Owlv2VisionModel", "Owlv2VisionConfig", HIDDEN, ONE_LAYER),
    Checkpoint("owlv2", "Owlv2Model", "Owlv2Config", ("image_embeds", "last_hidden_state"),
               dict(text_config=TEXT, vision_config=dict(TINY, **ONE_LAYER), projection_dim=20)),
    Checkpoint("siglip2_vision_model", "Siglip2VisionModel", "Siglip2VisionConfig", HIDDEN, common=NAFLEX,
               resized=((24, 40), (16, 16)), resize_arguments={}),
    Checkpoint("siglip2", "Siglip2Model", "Siglip2Config", HIDDEN,
               dict(text_config=TEXT, vision_config=NAFLEX)),
    Checkpoint("siglip2_classifier", "Siglip2ForImageClassification", "Siglip2Config", ("logits",),
               dict(text_config=TEXT, vision_config=dict(NAFLEX, vision_use_head=False), num_labels=7)),
    Checkpoint("depth_anything", "DepthAnythingForDepthEstimation", "DepthAnythingConfig", ("predicted_depth",),
               dict(backbone_config=dict(DINO, out_indices=[1, 2, 3]), reassemble_hidden_size=24, max_depth=20, depth_estimation_type="metric"),
               common=NECK, resized=((24, 40),), resize_arguments={}, numbered=True),
    Checkpoint("dpt", "DPTForDepthEstimation", "DPTConfig", ("predicted_depth",),
               dict(TINY, num_hidden_layers=3, backbone_out_indices=[0, 1, 2]), common=NECK, resized=((40, 40),),
               resize_arguments={}, numbered=True),
    Checkpoint("dpt_dinov2", "DPTForDepthEstimation", "DPTConfig", ("predicted_depth",),
               dict(backbone_config=dict(DINO, out_features=["stage1", "stage2", "stage3"], apply_layernorm=False),
                    readout_type="add"), common=NECK, numbered=True),
    Checkpoint("dpt_hybrid", "DPTForDepthEstimation", "DPTConfig", ("predicted_depth",),
               dict(TINY, num_hidden_layers=2, patch_size=16, image_size=48, is_hybrid=True, backbone_out_indices=[0, 1, 0, 1],
                    backbone_config=dict(BIT, depths=[1, 1, 1], out_features=["stage1", "stage2", "stage3"]),
                    backbone_featmap_shape=[1, 32, 3, 3], neck_hidden_sizes=[16, 16, 8, 12], reassemble_factors=[1, 1, 1, 0.5]),
               common=dict(fusion_hidden_size=8), numbered=True),
    Checkpoint("dpt_segments", "DPTForSemanticSegmentation", "DPTConfig", ("logits",),
               dict(TINY, num_labels=7, backbone_out_indices=[0, 1], neck_hidden_sizes=[8, 8], reassemble_factors=[2, 0.5],
                    readout_type="ignore", use_batch_norm_in_fusion_residual=True), common=NECK, numbered=True),
    Checkpoint("dinov3", "DINOv3ViTModel", "DINOv3ViTConfig", HIDDEN, dict(num_register_tokens=2),
               common=dict(TINY, hidden_size=32), resized=((24, 40),), resize_arguments={}),
    Checkpoint("dinov3_gated", "DINOv3ViTModel", "DINOv3ViTConfig", HIDDEN,
               dict(num_hidden_layers=1, num_register_tokens=1, use_gated_mlp=True, key_bias=True, query_bias=False,
                    mlp_bias=False, rope_theta=50.0, hidden_act="silu", proj_bias=False),
               common=dict(TINY, hidden_size=32)),
    Checkpoint("pixio", "PixioModel", "PixioConfig", HIDDEN, dict(mlp_ratio=2, n_cls_tokens=3), common=TINY_BY_RATIO,
               resized=((40, 24),), resize_arguments={}),
    Checkpoint("aimv2", "Aimv2Model", "Aimv2Config", ("image_embeds", "last_hidden_state"),
               dict(text_config=TEXT, vision_config=dict(TINY, is_native=True, num_hidden_layers=1), projection_dim=20)),
    Checkpoint("aimv2_vision_model", "Aimv2VisionModel", "Aimv2VisionConfig", HIDDEN, dict(qkv_bias=True, mlp_bias=True)),
    Checkpoint("aimv2_vision_native", "Aimv2VisionModel", "Aimv2VisionConfig", ("last_hidden_state",),
               dict(ONE_LAYER, is_native=True, use_head=False), resized=((40, 24),), resize_arguments={}),
    # Windows of 3 do not divide the 6x4 patches; positions are resampled.
    Checkpoint("vitmatte", "VitMatteForImageMatting", "VitMatteConfig", ("alphas",),
               dict(backbone_config=DETECTOR, hidden_size=16, convstream_hidden_sizes=[4, 6], fusion_hidden_sizes=[8, 6, 4]), common={},
               exporter="dynamo", resized=((40, 56),), resize_arguments={}, calibration=8),
    Checkpoint("yolos", "YolosForObjectDetection", "YolosConfig", DETECTED,
               dict(num_labels=7, image_size=[32, 40], num_detection_tokens=5, num_hidden_layers=3), resized=((40, 24),),
               resize_arguments={}, numbered=True),
    Checkpoint("rt_detr", "RTDetrForObjectDetection", "RTDetrConfig", DETECTED, dict(backbone_config=RESNET), common=DETR,
               numbered=True, calibration=4),
    # Blocks of two convolutions; no position beside what is compared.
    Checkpoint("rt_detr_v2", "RTDetrV2ForObjectDetection", "RTDetrV2Config", DETECTED,
               dict(backbone_config=dict(RESNET, layer_type="basic"), eval_size=32, normalize_before=True, hidden_expansion=0.5,
                    d_model=24, decoder_offset_scale=0.7), common=DETR, numbered=True, calibration=4),
    # Two sizes of features, with other numbers of points; several distributions of edges.
    Checkpoint("d_fine", "DFineForObjectDetection", "DFineConfig", DETECTED,
               dict(backbone_config=HGNET, encoder_in_channels=[16, 20], decoder_in_channels=[16, 16], feat_strides=[16, 32],
                    encode_proj_layers=[1], num_feature_levels=2, decoder_n_points=[2, 3], hidden_expansion=0.5, depth_mult=0.34,
                    max_num_bins=8, top_prob_values=3, lqe_hidden_dim=8, anchor_image_size=None), common=DETR, resized=((64, 32),),
               resize_arguments={}, numbered=True, calibration=4, processor=dict(size=dict(height=32, width=64))),
    # Windows of 2x2 patches, but for one block; two groups of queries, of which one is for training.
    Checkpoint("rf_detr", "RfDetrForObjectDetection", "RfDetrConfig", DETECTED, dict(backbone_config=WINDOWED), common=RF_DETR,
               resized=((48, 48),), resize_arguments={}, numbered=True, exporter="dynamo"),
    Checkpoint("rf_detr_masks", "RfDetrForInstanceSegmentation", "RfDetrConfig", (*DETECTED, "pred_masks"),
               dict(backbone_config=dict(WINDOWED, num_windows=1, use_swiglu_ffn=True, qkv_bias=False, apply_layernorm=False)),
               common=RF_DETR, numbered=True, exporter="dynamo"),
    Checkpoint("yolos_model", "YolosModel", "YolosConfig", HIDDEN,
               dict(ONE_LAYER, image_size=[32, 32], num_detection_tokens=2, use_mid_position_embeddings=False)),
    Checkpoint("vitpose", "VitPoseForPoseEstimation", "VitPoseConfig", ("heatmaps",),
               dict(backbone_config=POSE, num_labels=5), common={}, numbered=True),
    # Windows of 3 do not divide the 4x4 patches.
    Checkpoint("sam", "SamModel", "SamConfig", ("image_embeddings",),
               dict(vision_config=dict(SAM, num_pos_feats=4), prompt_encoder_config=dict(hidden_size=8, image_size=32, patch_size=8, mask_input_channels=4),
                    mask_decoder_config=dict(hidden_size=8, mlp_dim=12, num_hidden_layers=2, num_attention_heads=2,
                                             iou_head_hidden_dim=8)), numbered=True),
    Checkpoint("sam_vision_model", "SamVisionModel", "SamVisionConfig", ("last_hidden_state",),
               dict(use_rel_pos=False, use_abs_pos=False, qkv_bias=False, hidden_act="relu"), common=SAM, numbered=True),
    # Of squares, as its decoder takes them.
    Checkpoint("sam2", "Sam2Model", "Sam2Config", EMBEDDED,
               dict(vision_config=dict(SAM2, backbone_config=dict(HIERA, model_type="sam2_hiera_det_model", image_size=[32, 32]),
                                       backbone_feature_sizes=[[8, 8], [4, 4], [2, 2]]),
                    prompt_encoder_config=dict(hidden_size=16, image_size=32, patch_size=16, mask_input_channels=8),
                    mask_decoder_config=dict(hidden_size=16, mlp_dim=8, num_hidden_layers=2, num_attention_heads=2, iou_head_hidden_dim=8,
                                             dynamic_multimask_stability_delta=0.5, dynamic_multimask_stability_thresh=0.5)),
               numbered=True),
    Checkpoint("sam2_video", "Sam2VideoModel", "Sam2VideoConfig", EMBEDDED, dict(SAM2_MODEL, **SAM2_MEMORY), numbered=True),
    Checkpoint("sam2_vision_model", "Sam2VisionModel", "Sam2VisionConfig",
               ("last_hidden_state", "fpn_hidden_states_0", "fpn_hidden_states_1"),
               dict(SAM2, fpn_top_down_levels=[1], num_feature_levels=2), common={}, resized=((32, 48),), resize_arguments={},
               numbered=True),
    Checkpoint("levit", "LevitForImageClassification", "LevitConfig", ("logits",), LABELS, common=LEVIT, numbered=True,
               calibration=16),
    Checkpoint("levit_teacher", "LevitForImageClassificationWithTeacher", "LevitConfig",
               ("logits", "cls_logits", "distillation_logits"), dict(num_labels=7, drop_path_rate=0), common=LEVIT, numbered=True,
               calibration=16),
    Checkpoint("levit_model", "LevitModel", "LevitConfig", HIDDEN, common=LEVIT, numbered=True, calibration=16),
    # The second sizes have patches that do not fit.
    Checkpoint("mobilevit", "MobileViTForImageClassification", "MobileViTConfig", ("logits",), LABELS, common=MOBILE,
               resized=((80, 112),), resize_arguments={}, numbered=True, calibration=3),
    Checkpoint("mobilevit_model", "MobileViTModel", "MobileViTConfig", HIDDEN,
               dict(hidden_act="gelu", qkv_bias=False, conv_kernel_size=1), common=MOBILE, numbered=True, calibration=3),
    Checkpoint("mobilevit_segments", "MobileViTForSemanticSegmentation", "MobileViTConfig", ("logits",),
               dict(num_labels=7, output_stride=8, aspp_out_channels=8, atrous_rates=[1, 2, 3]), common=MOBILE,
               resized=((72, 88),), resize_arguments={}, numbered=True, calibration=3),
    Checkpoint("glpn", "GLPNForDepthEstimation", "GLPNConfig", ("predicted_depth",),
               dict(decoder_hidden_size=8, max_depth=20), common=PYRAMID, resized=((32, 48),), resize_arguments={}, numbered=True),
    Checkpoint("glpn_model", "GLPNModel", "GLPNConfig", ("last_hidden_state",), common=PYRAMID, numbered=True),
    TimmCheckpoint("timm_vit", "vit_base_patch16_224", {**SMALL, "embed_dim": 30, "num_heads": 3},
                   resized=((48, 40),)),
    TimmCheckpoint("timm_vit_average_pool", "vit_base_patch16_224",
                   {**SMALL, "global_pool": "avg", "pre_norm": True, "qk_norm": True}),
    TimmCheckpoint("timm_vit_features", "vit_base_patch16_224", {**SMALL, "num_classes": 0, "img_size": (32, 56)},
                   ("features",)),
    TimmCheckpoint("timm_deit_distilled", "deit_small_distilled_patch16_224", SMALL),
    TimmCheckpoint("timm_deit3", "deit3_small_patch16_224", SMALL, resized=((24, 40), (29, 47))),
    TimmCheckpoint("timm_dinov2_reg", "vit_small_patch14_reg4_dinov2", {**SMALL, "img_size": 42, "patch_size": 14}),
    TimmCheckpoint("timm_dinov2_reg_swiglu", "vit_giant_patch14_reg4_dinov2",
                   {**SMALL, "img_size": 42, "patch_size": 14}),
    TimmCheckpoint("timm_siglip", "vit_base_patch16_siglip_224", SMALL),
    TimmCheckpoint("timm_clip_quickgelu", "vit_base_patch32_clip_quickgelu_224", SMALL),
    TimmCheckpoint("timm_stem", "vit_tiny_r_s16_p8_224", {**SMALL, "patch_size": 2, "embed_dim": 12},
                   resized=((37, 47),)),
    TimmCheckpoint("timm_flexivit", "flexivit_small", ONE_BLOCK, resized=((48, 40),)),
    TimmCheckpoint("timm_aimv2", "aimv2_large_patch14_224", ONE_BLOCK, resized=((48, 40),), exporter="dynamo"),
    TimmCheckpoint("timm_beit3", "beit3_base_patch16_224", ONE_BLOCK),
    TimmCheckpoint("timm_res_post_norm", "vit_base_patch16_rpn_224", ONE_BLOCK),
    TimmCheckpoint("timm_parallel_branches", "vit_small_patch16_18x2_224", ONE_BLOCK),
    TimmCheckpoint("timm_parallel", "vit_base_patch16_xp_224", ONE_BLOCK, exporter="dynamo"),
    TimmCheckpoint("timm_parallel_scaled", "vit_pwee_patch16_reg1_gap_256", ONE_BLOCK),
    TimmCheckpoint("timm_differential_attention", "vit_dwee_patch16_reg1_gap_256", {**SMALL, "num_heads": 3}, exporter="dynamo"),
    TimmCheckpoint("timm_differential_parallel", "vit_dpwee_patch16_reg1_gap_256", ONE_BLOCK, exporter="dynamo"),
    TimmCheckpoint("timm_eva", "eva_giant_patch14_224", ONE_BLOCK),
    TimmCheckpoint("timm_eva02", "eva02_base_patch14_224", {**SMALL, "num_heads": 3}, resized=((48, 40),)),
    TimmCheckpoint("timm_eva02_clip", "eva02_base_patch16_clip_224", ONE_BLOCK),
    TimmCheckpoint("timm_eva02_tiny", "eva02_tiny_patch14_224", ONE_BLOCK),
    TimmCheckpoint("timm_eva02_post_norm", "eva02_enormous_patch14_clip_224", ONE_BLOCK),
    TimmCheckpoint("timm_dinov3", "vit_small_patch16_dinov3_qkvb", SMALL, resized=((48, 40),)),
    TimmCheckpoint("timm_dinov3_plus", "vit_small_plus_patch16_dinov3", {**ONE_BLOCK, "num_classes": 0}, ("features",)),
    TimmCheckpoint("timm_rope", "vit_medium_patch16_rope_reg1_gap_256", ONE_BLOCK),
    TimmCheckpoint("timm_rope_columns", "vit_small_patch16_rope_ape_224", {**ONE_BLOCK, "img_size": (32, 40)}),
    TimmCheckpoint("timm_rope_mixed", "vit_small_patch16_rope_mixed_224", SMALL, resized=((48, 40),), exporter="dynamo"),
    TimmCheckpoint("timm_rope_in_turn", "vit_medium_patch16_rope_reg1_gap_256",
                   {**ONE_BLOCK, "rope_type": "mrope", "rope_mrope_section": (2, 1, 2)}),
    TimmCheckpoint("timm_perception_encoder", "vit_pe_core_base_patch16_224", ONE_BLOCK),
    TimmCheckpoint("timm_sapiens2", "vit_base_patch16_sapiens2", {**SMALL, "num_heads": 3, "num_kv_heads": (3, 1)}, exporter="dynamo"),
    TimmCheckpoint("timm_beit", "beit_base_patch16_224", ONE_BLOCK, resized=((48, 40),)),
    TimmCheckpoint("timm_beit_swiglu", "beitv2_base_patch16_224",
                   {**ONE_BLOCK, "use_abs_pos_emb": True, "swiglu_mlp": True, "scale_mlp": True}),
    TimmCheckpoint("timm_convnext", "convnext_tiny", TIMM_CONVNEXT),
    TimmCheckpoint("timm_convnext_convolved", "convnext_atto", {**TIMM_CONVNEXT, "head_hidden_size": 12}),
    TimmCheckpoint("timm_convnextv2", "convnextv2_tiny", {**TIMM_CONVNEXT, "num_classes": 0}, ("features",)),
    TimmCheckpoint("timm_convnextv2_convolved", "convnextv2_atto",
                   {**TIMM_CONVNEXT, "conv_mlp": True, "head_norm_first": True}),
    TimmCheckpoint("timm_relpos", "vit_relpos_base_patch16_cls_224", ONE_BLOCK, resized=((48, 40),)),
    TimmCheckpoint("timm_relpos_shared", "vit_srelpos_small_patch16_224", SMALL),
    TimmCheckpoint("timm_relpos_table", "vit_relpos_base_patch16_rpn_224",
                   {**ONE_BLOCK, "rel_pos_type": "bias", "class_token": True}, resized=((48, 40),)),
    TimmCheckpoint("timm_relpos_limited", "vit_relpos_base_patch16_224",
                   {**ONE_BLOCK, "rel_pos_type": "mlp-swin", "rel_pos_dim": 16}),
    TimmCheckpoint("timm_cait", "cait_xxs24_224", SMALL),
    TimmCheckpoint("timm_cait_features", "cait_s24_224",
                   {**ONE_BLOCK, "depth_token_only": 1, "mlp_ratio_token_only": 3, "qkv_bias": False, "num_classes": 0}, ("features",)),
    TimmCheckpoint("timm_levit", "levit_128s", dict(embed_dim=(16, 24), key_dim=4, num_heads=(2, 3), depth=(1, 1), img_size=(64, 96)),
                   numbered=True, calibration=16),
    TimmCheckpoint("timm_levit_silu", "levit_512",
                   dict(embed_dim=(16, 24), key_dim=8, num_heads=(1, 2), depth=(1, 1), attn_ratio=(1.5, 2.0), img_size=40,
                        stem_type="s8"), numbered=True, calibration=16),
    TimmCheckpoint("timm_xcit", "xcit_tiny_12_p16_224", {**TIMM_XCIT, "img_size": (64, 96)}, resized=((96, 64),), numbered=True,
                   calibration=16),
    TimmCheckpoint("timm_xcit_plain", "xcit_nano_12_p8_224",
                   {**TIMM_XCIT, "img_size": 32, "depth": 1, "use_pos_embed": False, "qkv_bias": False, "cls_attn_layers": 2, "num_classes": 0}, ("features",), numbered=True,
                   calibration=16),
    # The second sizes have patches that do not fit.
    TimmMobileVit("timm_mobilevit", "mobilevit_xxs", dict(img_size=64, num_features=20), resized=((80, 112),), numbered=True, calibration=3,
                  stages=dict(channels=[8, 8, 12, 8], strides=[1, 2, 2, 2], depths=[1, 2, 1, 1], expansion=2, transformer_depths=[0, 0, 1, 2],
                              transformer_dims=[0, 0, 12, 16], patch_size=2)),
    TimmCheckpoint("timm_mobilevitv2", "mobilevitv2_050", dict(img_size=64, width_factor=0.125), resized=((80, 112),), numbered=True,
                   calibration=3),
    TimmCheckpoint("timm_naflexvit", "naflexvit_base_patch16_par_gap",
                   {**NAFLEX_VIT, "depth": 2}, resized=((24, 56),)),
    TimmCheckpoint("timm_naflexvit_factorized", "naflexvit_base_patch16_parfac_gap", NAFLEX_VIT, resized=((24, 56),)),
    TimmCheckpoint("timm_naflexvit_map", "naflexvit_base_patch16_siglip", {**NAFLEX_VIT, "num_classes": 0}, ("features",), resized=((24, 56),)),
    TimmCheckpoint("timm_naflexvit_radio", "naflexvit_base_patch16_radio_v3", {**NAFLEX_VIT, "reg_tokens": 2}, resized=((24, 56),)),
    TimmCheckpoint("timm_hiera", "hiera_tiny_224", TIMM_HIERA, fused=False, numbered=True),
    TimmCheckpoint("timm_hiera_windows", "hiera_small_abswin_256",
                   {**TIMM_HIERA, "global_pos_size": (3, 5), "num_classes": 0}, ("features",), resized=((32, 96),),
                   exporter="dynamo", fused=False, numbered=True),
    # Windows of 4, of which the last stage has one.
    TimmCheckpoint("timm_swin", "swin_tiny_patch4_window7_224", TIMM_SWIN, resized=((36, 44),), numbered=True),
    TimmCheckpoint("timm_swin_windows", "swin_s3_tiny_224",
                   {**TIMM_SWIN, "depths": (2, 2), "num_heads": (2, 4), "window_size": (4, 3), "img_size": (12, 20),
                    "qkv_bias": False, "num_classes": 0}, ("features",), numbered=True),
    TimmCheckpoint("timm_swinv2", "swinv2_tiny_window8_256", {**TIMM_SWIN, "depths": (2, 1), "num_heads": (2, 4)},
                   resized=((36, 44),), numbered=True),
    TimmCheckpoint("timm_swinv2_trained", "swinv2_base_window12to16_192to256",
                   {**TIMM_SWIN, "depths": (2,), "num_heads": (2,), "pretrained_window_sizes": (3,)}, numbered=True),
]

ZERO_SHOT = ["clip", "siglip"]


def images_for(name, channels, size, count=IMAGES):
    generator = np.random.default_rng(len(name))
    return np.round(generator.standard_normal((count, channels, *size)) * 4).astype(np.float32) / 4


def tidy(folder):
    """Leaves out labels' placeholders of no use, and whatever is no part of a checkpoint."""
    for path in folder.iterdir():
        if not path.name.startswith(("config.json", "model")):
            path.unlink()
        else:
            path.chmod(0o644)


def check_exported(checkpoint, model, arrays, size):
    """What is exported, which may be a wrapper, computes what the model does."""
    with torch.no_grad():
        values = model(torch.from_numpy(arrays[f"input:{size}"]))
    for name, value in zip(checkpoint.outputs, values if isinstance(values, tuple) else (values,)):
        expected = torch.from_numpy(arrays[f"output:{size}:{name}"])
        assert torch.allclose(value, expected, atol=1e-5), f"{name} of what is exported is another"


def make(checkpoint, root):
    torch.manual_seed(0)
    folder = root / checkpoint.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model = checkpoint.build().eval()
    with redirect_stdout(io.StringIO()):
        checkpoint.save(model, folder)
    tidy(folder)
    if processor := getattr(checkpoint, "processor", None):
        transformers.RTDetrImageProcessor(**processor).save_pretrained(folder)
    channels = getattr(checkpoint, "channels", 3)
    size = checkpoint.size(model)
    arrays = {}
    for height, width in (size, *checkpoint.resized):
        images = images_for(checkpoint.name, channels, (height, width))
        with torch.no_grad():
            outputs = checkpoint.run(model, torch.from_numpy(images), (height, width) != tuple(size))
        arrays[f"input:{height}x{width}"] = images
        for name, value in outputs.items():
            arrays[f"output:{height}x{width}:{name}"] = value.numpy()
            spread = np.abs(value.numpy() - value.numpy()[:1]).max() / np.abs(value.numpy()).max()
            assert spread > 1e-2, f"{name} hardly depends on the image"
    np.savez_compressed(folder / "expected.npz", **arrays)
    exported = checkpoint.onnx_model(model, size)
    check_exported(checkpoint, exported, arrays, f"{size[0]}x{size[1]}")
    with redirect_stdout(io.StringIO()):
        export(exported, folder / "model.onnx", (channels, *size), checkpoint.exporter,
               17 if checkpoint.exporter == "torchscript" else 18, False, "pixel_values", checkpoint.outputs)
    if checkpoint.numbered:
        number_values(folder / "model.onnx")
    if checkpoint.name in ("sam", "sam2"):
        make_masks(model, folder)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


SEVERAL, SINGLE = "mask-decoder", "single-mask-decoder"
POINTS = [[1, 0, -10], [1, -1, 1]]  # labels of two objects
GIVEN = dict(points=(1, POINTS), boxes=(2, [[1]]), boxes_alone=(1, [[], []]), default=(1, [[1]]), masks=(2, POINTS[:1]))
MASKS = dict(sam=[*((SEVERAL, name) for name in GIVEN), (SINGLE, "points")],
             sam2=[*((SEVERAL, name) for name in ("boxes", "default", "masks")), (SINGLE, "points")])


def make_masks(model, folder):
    """Masks of two objects in an image by points of each kind, of one in each of two by a point and a box, of two by boxes alone,
    of one by one point, and of one in each of two by points and a mask."""
    prompts = model.config.prompt_encoder_config
    side, channels = prompts.image_size, prompts.hidden_size
    grid = side // prompts.patch_size
    for part, name in MASKS[folder.name]:
        (folder / part).mkdir(exist_ok=True)
        random = np.random.default_rng(3)
        images, labels = GIVEN[name]
        objects = len(labels)
        shapes = dict(image_embeddings=(channels, grid, grid))
        if folder.name == "sam2":
            shapes = dict(image_embeddings_0=(channels // 8, 4 * grid, 4 * grid), image_embeddings_1=(channels // 4, 2 * grid, 2 * grid),
                          image_embeddings_2=(channels, grid, grid))
        values = {key: random.standard_normal((images, *shape), np.float32) for key, shape in shapes.items()}
        if labels[0]:
            values["input_points"] = random.uniform(0, side, (images, objects, len(labels[0]), 2)).astype(np.float32)
            values["input_labels"] = np.tile(np.array(labels), (images, 1, 1))
        if name.startswith("boxes"):
            values["input_boxes"] = random.uniform(0, side, (images, objects, 4)).astype(np.float32)
        if name == "masks":
            values["input_masks"] = random.standard_normal((images, 1, 4 * grid, 4 * grid), np.float32)
        inputs = {key: torch.from_numpy(value) for key, value in values.items()}
        masks = Masks(model, list(inputs), part == SEVERAL).eval()
        with torch.no_grad():
            whole = {key: value for key, value in inputs.items() if not key.startswith("image_embeddings")}
            own = [value for key, value in inputs.items() if key.startswith("image_embeddings")]
            expected = model(image_embeddings=own if folder.name == "sam2" else own[0], multimask_output=part == SEVERAL, **whole)
            found = dict(zip(masks.outputs, masks(*inputs.values())))
            assert all(torch.allclose(value, expected[key], atol=1e-5) for key, value in found.items()), "what is exported is another"
        np.savez_compressed(folder / part / f"{name}.npz", **{f"input:{key}": value for key, value in values.items()},
                            **{f"output:{key}": value.numpy() for key, value in found.items()})
        file = folder / part / f"{name}.onnx"
        torch.onnx.export(masks, tuple(inputs.values()), str(file), dynamo=False, input_names=list(inputs),
                          output_names=list(found), opset_version=17)
        number_values(file)


class KnownTexts(torch.nn.Module):
    """An encoder of texts that gives `embeddings`."""

    def __init__(self, embeddings):
        super().__init__()
        self.embeddings = embeddings

    def forward(self, **arguments):
        from transformers.modeling_outputs import BaseModelOutputWithPooling
        return BaseModelOutputWithPooling(pooler_output=self.embeddings)


def make_zero_shot(name, root):
    """What the model in the folder `name` says of images and 1,000 texts, as transformers' pipeline has it: softmax over
    texts, or each by itself where there is a bias."""
    model = transformers.AutoModel.from_pretrained(root / name).eval()
    with np.load(root / name / "expected.npz") as data:
        images = data[next(key for key in data.files if key.startswith("input:"))]
    vision = model.config.vision_config.hidden_size
    width = model.config.projection_dim if hasattr(model, "text_projection") else vision
    texts = np.random.default_rng(7).standard_normal((1000, width)).astype(np.float16)
    model.text_model = KnownTexts(torch.from_numpy(texts).float())
    if hasattr(model, "text_projection"):
        model.text_projection = torch.nn.Identity()
    with torch.no_grad():
        logits = model(input_ids=torch.zeros(1, 1, dtype=torch.int64), pixel_values=torch.from_numpy(images)).logits_per_image
    probabilities = logits.sigmoid() if hasattr(model, "logit_bias") else logits.softmax(-1)
    np.savez_compressed(root / name / "zero_shot.npz", texts=texts, logits=logits.numpy(), probabilities=probabilities.numpy())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--filter", default="", help="only checkpoints whose name matches this expression")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "checkpoints")
    arguments = parser.parse_args()
    print(f"torch {torch.__version__}, timm {timm.__version__}, transformers {transformers.__version__}")
    failed = 0
    for checkpoint in CHECKPOINTS:
        if not re.search(arguments.filter, checkpoint.name):
            continue
        try:
            print(f"{checkpoint.name:30} {make(checkpoint, arguments.out) / 1024:6.0f} KB", flush=True)
        except Exception as problem:
            failed += 1
            print(f"{checkpoint.name:30} FAILED: {type(problem).__name__}: {str(problem)[:300]}", flush=True)
            if arguments.filter:
                traceback.print_exc()
    for name in ZERO_SHOT:
        if re.search(arguments.filter, name):
            make_zero_shot(name, arguments.out)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
